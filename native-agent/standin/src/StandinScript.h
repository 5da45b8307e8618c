/// What the stand-ins are told to play.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// The machine's standin.json, beside the executable; empty where there is none.
NSDictionary *StandinMachineScript(void);

/// The machine's `host`, with its defaults.
NSDictionary *StandinHostScript(void);

/// The script of the model at `path`, nil where it has none and the machine's `models` neither.
NSDictionary *_Nullable StandinModelScript(NSString *path);

/// `value` where it is of that class, else nil: scripts are written by hand.
id _Nullable StandinTyped(id _Nullable value, Class type);

double StandinNumber(NSDictionary *_Nullable script, NSString *key, double fallback);

BOOL StandinFlag(NSDictionary *_Nullable script, NSString *key, BOOL fallback);

/// Sleeps, also through signals.
void StandinPauseFor(double milliseconds);

NS_ASSUME_NONNULL_END
