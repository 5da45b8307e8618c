/// JSON, read to the letter and written so that nothing that comes can raise or break a line.
///
/// NSJSONSerialization differs between the platforms in what it forgives and in what it raises for;
/// a wire that two sides must read alike needs one behaviour.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Reads one JSON value that takes all of the bytes (RFC 8259), which are valid UTF-8 already.
/// Returns nil for anything else, and for what is nested deeper than 64 levels. The last of equal
/// names counts; an escaped half of a surrogate pair becomes U+FFFD.
id _Nullable ANOJsonRead(const char *bytes, NSUInteger length);

/// Returns the value as JSON on one line. What is no JSON value becomes null, so do NaN, infinities
/// and what is nested deeper than 32 levels; a name that is no string and half a surrogate pair
/// become U+FFFD.
NSData *ANOJsonWrite(id _Nullable value);

/// Appends as ANOJsonWrite does.
void ANOJsonAppend(NSMutableData *data, id _Nullable value);

/// Returns whether the value is a number that came from a JSON `true` or `false`.
BOOL ANOJsonIsBoolean(id _Nullable value);

NS_ASSUME_NONNULL_END
