#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Says what became of an input, for a comparison with another reader.
func say(_ word: String) {
    guard getenv("FUZZ_SAY") != nil else { return }
    puts(word)
    fflush(nil)
}
