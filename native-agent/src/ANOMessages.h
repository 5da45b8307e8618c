/// The messages of protocol/README.md: which there are, what they carry, and whether one is right.
#import <Foundation/Foundation.h>

#import "ANORuntime.h"

NS_ASSUME_NONNULL_BEGIN

extern NSString *const ANOProtocolDomain;
extern const NSInteger ANOProtocolVersion;

/// Who sends a message.
typedef NS_ENUM(NSInteger, ANOSide) { ANOSideService, ANOSideHelper };

/// Why a line is refused.
typedef NS_ENUM(NSInteger, ANOReason) {
  ANOReasonTooLong,
  ANOReasonUnfinished,
  ANOReasonNotUtf8,
  ANOReasonNotJson,
  ANOReasonNotAnObject,
  ANOReasonNoType,
  ANOReasonUnknownType,
  ANOReasonBadProperty,
  ANOReasonUnknownId
};

/// Returns the reason's name in the transcripts.
NSString *ANOReasonName(ANOReason reason);

/// A line that was refused.
@interface ANORefusal : NSObject {
 @private
  ANOReason _reason;
  NSString *_text;
}

@property(nonatomic, readonly) ANOReason reason;
/// A sentence that says what was wrong, with the property's name where it was one.
@property(nonatomic, readonly) NSString *text;

+ (instancetype)refusalWithReason:(ANOReason)reason text:(NSString *)text;

@end

/// Reads a line of the side. `identifier` is the request that is worked on, nil where there is none
/// yet. Returns the message, or nil and why not.
NSDictionary<NSString *, id> *_Nullable ANOMessageRead(const char *line, NSUInteger length,
                                                       ANOSide from, NSString *_Nullable identifier,
                                                       ANORefusal *_Nullable *_Nonnull refusal);

/// Returns why an object is no message of the side, nil where it is one.
ANORefusal *_Nullable ANOMessageCheck(NSDictionary<NSString *, id> *message, ANOSide from,
                                      NSString *_Nullable identifier);

/// Returns a line, its line feed with it, of at most ANO_LINE_MAXIMUM bytes. Where the fields are
/// too much, `shortened` is set: what may be missing is left out, what must be there is cut.
NSData *ANOMessageWrite(NSString *type, NSString *_Nullable identifier,
                        NSDictionary<NSString *, id> *fields, BOOL *shortened);

/// Returns the value of a property, nil where it is missing or null.
id _Nullable ANOMessageValue(NSDictionary<NSString *, id> *message, NSString *name);

/// Takes the options from an `evaluate` that was read, with the defaults filled in.
ANOOptions *ANOMessageOptions(NSDictionary<NSString *, id> *evaluate);

NS_ASSUME_NONNULL_END
