import SystemPackage

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The calls of the system that the log stands on, each with its result checked.
///
/// This is the one file of the module that handles pointers; what it returns is values.
enum SystemCalls {
    /// Opens a path; the descriptor is closed on `exec`.
    static func open(_ path: FilePath, _ flags: Int32, mode: mode_t) throws(SystemFault) -> Int32 {
        let descriptor = try retrying("open", path) {
            #if canImport(Darwin)
            unsafe path.withPlatformString { unsafe Darwin.open($0, flags | O_CLOEXEC, mode) }
            #else
            unsafe path.withPlatformString { unsafe Glibc.open($0, flags | O_CLOEXEC, mode) }
            #endif
        }
        return Int32(descriptor)
    }

    static func openDirectory(_ path: FilePath) throws(SystemFault) -> Int32 {
        try open(path, O_RDONLY | O_DIRECTORY, mode: 0)
    }

    static func close(_ descriptor: Int32) {
        #if canImport(Darwin)
        _ = Darwin.close(descriptor)
        #else
        _ = Glibc.close(descriptor)
        #endif
    }

    /// Reads up to `count` numbers, from an offset where one is given; fewer at the end of the file.
    static func read<Number: FixedWidthInteger & BitwiseCopyable>(
        _ descriptor: Int32,
        count: Int,
        at offset: Int? = nil,
        of path: FilePath
    ) throws(SystemFault) -> [Number] {
        var filled = 0
        var fault: SystemFault?
        let width = Number.bitWidth / 8
        let size = count * width
        let numbers = unsafe [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            while filled < size, let base = bytes.baseAddress {
                let rest = size - filled
                let got =
                    if let offset {
                        unsafe pread(descriptor, base + filled, rest, off_t(offset + filled))
                    } else {
                        #if canImport(Darwin)
                        unsafe Darwin.read(descriptor, base + filled, rest)
                        #else
                        unsafe Glibc.read(descriptor, base + filled, rest)
                        #endif
                    }
                if got < 0, errno == EINTR { continue }
                if got < 0 { fault = SystemFault("read", path) }
                if got <= 0 { break }
                filled += got
            }
            initialized = filled / width
        }
        if let fault { throw fault }
        return numbers
    }

    /// Writes every byte of some numbers, going on after an interruption or a short write.
    static func write(
        _ descriptor: Int32,
        _ numbers: Span<some FixedWidthInteger & BitwiseCopyable>,
        to path: FilePath
    ) throws(SystemFault) {
        var written = 0
        let size = unsafe numbers.withUnsafeBytes { $0.count }
        while written < size {
            let count = unsafe numbers.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                #if canImport(Darwin)
                return unsafe Darwin.write(descriptor, rest.baseAddress, rest.count)
                #else
                return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemFault("write", path) }
            written += count
        }
    }

    static func truncate(_ descriptor: Int32, to size: Int, _ path: FilePath) throws(SystemFault) {
        _ = try retrying("ftruncate", path) { Int(ftruncate(descriptor, off_t(size))) }
    }

    /// Says that a file was read and changed just now, to the nanosecond.
    static func stamp(_ descriptor: Int32, _ path: FilePath) throws(SystemFault) {
        let now = now
        var time = timespec()
        time.tv_sec = time_t(now / 1_000_000_000)
        time.tv_nsec = Int(now % 1_000_000_000)
        _ = try retrying("futimens", path) { unsafe Int(futimens(descriptor, [time, time])) }
    }

    /// Brings what was written to stable storage.
    static func sync(_ descriptor: Int32, _ path: FilePath) throws(SystemFault) {
        _ = try retrying("fdatasync", path) {
            #if canImport(Darwin)
            Int(fcntl(descriptor, F_FULLFSYNC))
            #else
            Int(fdatasync(descriptor))
            #endif
        }
    }

    /// Brings a directory's entries to stable storage.
    static func syncDirectory(_ descriptor: Int32, _ path: FilePath) throws(SystemFault) {
        _ = try retrying("fsync", path) { Int(fsync(descriptor)) }
    }

    /// Takes an exclusive lock; `false` while another process holds it.
    static func lock(_ descriptor: Int32, _ path: FilePath) throws(SystemFault) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw SystemFault("flock", path) }
        }
        return true
    }

    static func identity(_ descriptor: Int32, _ path: FilePath) throws(SystemFault) -> FileIdentity
    {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw SystemFault("fstat", path) }
        return FileIdentity(status)
    }

    /// What a path names, links followed or not; `nil` where there is nothing.
    static func identity(
        at path: FilePath,
        followingLinks follows: Bool
    ) throws(SystemFault) -> FileIdentity? {
        var status = stat()
        let result = unsafe path.withPlatformString {
            unsafe follows ? stat($0, &status) : lstat($0, &status)
        }
        if result != 0, errno == ENOENT || errno == ENOTDIR { return nil }
        guard result == 0 else { throw SystemFault("stat", path) }
        return FileIdentity(status)
    }

    static func rename(_ old: FilePath, to new: FilePath) throws(SystemFault) {
        let result = unsafe old.withPlatformString { old in
            unsafe new.withPlatformString { new in
                #if canImport(Darwin)
                unsafe Darwin.rename(old, new)
                #else
                unsafe Glibc.rename(old, new)
                #endif
            }
        }
        guard result == 0 else { throw SystemFault("rename", new) }
    }

    /// Gives a file a new name in place of its old one, and never takes the name of another file.
    ///
    /// - Throws: `EEXIST` where the name is taken, or what `link` or `rename` says.
    static func move(_ old: FilePath, to new: FilePath) throws(SystemFault) {
        let result = unsafe old.withPlatformString { old in
            unsafe new.withPlatformString { new in unsafe link(old, new) }
        }
        if result == 0 { return remove(old) }
        // Some file systems give a file one name only.
        guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno) else {
            throw SystemFault("link", new)
        }
        guard try identity(at: new, followingLinks: false) == nil else {
            throw SystemFault(call: "link", path: new, code: EEXIST)
        }
        try rename(old, to: new)
    }

    /// Gives an open file the mode of the file that has a name and, where that is allowed, its owner.
    static func takeOver(_ descriptor: Int32, from path: FilePath) {
        var status = stat()
        let result = unsafe path.withPlatformString { unsafe lstat($0, &status) }
        guard result == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        _ = fchmod(descriptor, status.st_mode & 0o777)
    }

    /// The path with links followed; `nil` where nothing is there.
    static func resolved(_ path: FilePath) throws(SystemFault) -> FilePath? {
        guard let found = unsafe path.withPlatformString({ unsafe realpath($0, nil) }) else {
            if errno == ENOENT { return nil }
            throw SystemFault("realpath", path)
        }
        defer { unsafe free(found) }
        return unsafe FilePath(platformString: found)
    }

    static func remove(_ path: FilePath) {
        _ = unsafe path.withPlatformString { unsafe unlink($0) }
    }

    /// Makes a directory; one that is there already is as good.
    static func makeDirectory(_ path: FilePath, mode: mode_t) throws(SystemFault) {
        let result = unsafe path.withPlatformString { unsafe mkdir($0, mode) }
        guard result == 0 || errno == EEXIST else { throw SystemFault("mkdir", path) }
    }

    /// Gives every name in a directory that is open, in no order, without `.` and `..`.
    static func forEachName(
        in directory: Int32,
        _ path: FilePath,
        _ body: (Span<UInt8>) -> Void
    ) throws(SystemFault) {
        // The stream closes the descriptor that it is made of.
        let own = fcntl(directory, F_DUPFD_CLOEXEC, 0)
        guard own >= 0, let stream = unsafe fdopendir(own) else {
            throw SystemFault("opendir", path)
        }
        defer { unsafe closedir(stream) }
        errno = 0
        while let entry = unsafe readdir(stream) {
            unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                let text = unsafe bytes.bindMemory(to: UInt8.self)
                let name = unsafe Span(_unsafeElements: text.prefix { $0 != 0 })
                let (dot, last) = (UInt8(ascii: "."), name.count - 1)
                let isItself = last < 2 && name[0] == dot && name[last] == dot
                if !isItself { body(name) }
            }
            errno = 0
        }
        guard errno == 0 else { throw SystemFault("readdir", path) }
    }

    /// What has a name in a directory that is open, be it a link; `nil` where there is nothing.
    static func identity(
        of name: Span<UInt8>,
        in directory: Int32,
        _ path: FilePath
    ) throws(SystemFault) -> FileIdentity? {
        var status = stat()
        let result: Int32 = unsafe withUnsafeTemporaryAllocation(
            of: CChar.self,
            capacity: name.count + 1
        ) { text in
            for index in 0..<name.count { unsafe text[index] = CChar(bitPattern: name[index]) }
            unsafe text[name.count] = 0
            guard let text = text.baseAddress else { return -1 }
            return unsafe fstatat(directory, text, &status, AT_SYMLINK_NOFOLLOW)
        }
        if result == 0 { return FileIdentity(status) }
        let fault = SystemFault("fstatat", path)
        guard fault.isAbsence else { throw fault }
        return nil
    }

    #if MUTANTS
    /// A variable of the environment.
    static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
    #endif

    /// How many processors this machine has to give.
    static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The clock, in nanoseconds since 1970.
    static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    static var processID: Int { Int(getpid()) }

    /// Whether a process of this number is there, be it somebody else's.
    static func isRunning(_ process: Int) -> Bool {
        guard let process = Int32(exactly: process), process > 0 else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }

    private static func retrying(
        _ call: String,
        _ path: FilePath,
        _ body: () -> some BinaryInteger
    ) throws(SystemFault) -> Int {
        while true {
            let result = Int(body())
            if result >= 0 { return result }
            guard errno == EINTR else { throw SystemFault(call, path) }
        }
    }
}

extension stat {
    #if canImport(Darwin)
    fileprivate var modification: timespec { st_mtimespec }
    fileprivate var change: timespec { st_ctimespec }
    #else
    fileprivate var modification: timespec { st_mtim }
    fileprivate var change: timespec { st_ctim }
    #endif
}

extension FileIdentity {
    fileprivate init(_ status: stat) {
        self.init(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(truncatingIfNeeded: status.st_ino),
            size: Int(status.st_size),
            kind: Kind(status.st_mode & S_IFMT),
            modified: Self.nanoseconds(status.modification),
            changed: Self.nanoseconds(status.change)
        )
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

extension FileIdentity.Kind {
    fileprivate init(_ format: mode_t) {
        self =
            switch format {
            case S_IFREG: .plain
            case S_IFDIR: .directory
            case S_IFLNK: .link
            default: .other
            }
    }
}

extension SystemFault {
    /// Notes the call that failed just now, with `errno`.
    fileprivate init(_ call: String, _ path: FilePath) {
        self.init(call: call, path: path, code: errno)
    }
}
