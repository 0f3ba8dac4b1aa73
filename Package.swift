// swift-tools-version: 6.2
import PackageDescription

/// What every module is compiled with.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "referral",
    platforms: [.macOS(.v26)],
    products: [.executable(name: "referral", targets: ["referral"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        .executableTarget(
            name: "referral",
            dependencies: ["ReferralCommands"],
            swiftSettings: settings
        ),
        .target(
            name: "ReferralCommands",
            dependencies: [
                "Project", "Reports", "EventLog", "Rendering", "ReferralModel", "Notation",
                arguments, system, subprocess,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Project",
            dependencies: ["EventLog", "ReferralModel", "Notation", yams, system],
            swiftSettings: settings
        ),
        .target(
            name: "Reports",
            dependencies: ["Rendering", "Measures", "ReferralModel", "Notation"],
            swiftSettings: settings
        ),
        .target(name: "Rendering", dependencies: ["Notation"], swiftSettings: settings),
        .target(
            name: "Measures",
            dependencies: ["ReferralModel", "Notation"],
            swiftSettings: settings
        ),
        .target(name: "ReferralModel", dependencies: ["Notation"], swiftSettings: settings),
        .target(name: "EventLog", dependencies: ["Notation", system], swiftSettings: settings),
        .target(name: "Notation", dependencies: [crypto], swiftSettings: settings),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "NotationTests",
            dependencies: ["Notation", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EventLogTests",
            dependencies: ["EventLog", "Notation", system],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReferralModelTests",
            dependencies: [
                "ReferralModel", "Project", "EventLog", "Notation", "TestSupport", system,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MeasuresTests",
            dependencies: ["Measures", "ReferralModel", "Notation", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReferralCommandsTests",
            dependencies: [
                "ReferralCommands", "Rendering", "EventLog", "Notation", "TestSupport", system,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ArchitectureTests",
            dependencies: ["EventLog", system],
            swiftSettings: settings
        ),
    ]
)
