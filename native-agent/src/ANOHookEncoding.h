/// Compares the types of methods.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Returns the encoding without the offsets and frame sizes that differ by architecture.
NSString *ANOEncodingWithoutOffsets(const char *encoding);

/// Whether a method found with these types can be replaced by one that expects `expected`.
BOOL ANOEncodingMatches(const char *found, const char *expected);

NS_ASSUME_NONNULL_END
