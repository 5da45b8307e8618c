/// Plays the mishaps of a script.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Plays what the script has for this point. NO where that is a failure; its error may be nil.
BOOL StandinPlay(NSDictionary *script, NSString *point, NSError *_Nullable *_Nullable error);

/// The same for prediction number `number`: what is played `late` begins with the script's `after`.
BOOL StandinPlayPrediction(NSDictionary *script, NSUInteger number,
                           NSError *_Nullable *_Nullable error);

/// Starts a thread by that name; it waits for ever.
void StandinStartNamedThread(NSString *name);

/// Plays what befalls the helper before its first word.
void StandinPlayStart(void);

NS_ASSUME_NONNULL_END
