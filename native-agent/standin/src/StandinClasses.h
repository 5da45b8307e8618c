/// Builds the classes that a machine has, without those and their methods that it is told to lack.
#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Registers a class `name` made of the compiled class `ANOStandin` + `name`, unless the machine
/// lacks it. Methods named in `except` are left out.
void StandinPublishClass(NSString *name, NSSet<NSString *> *_Nullable except);

/// Takes methods from a compiled class, or changes their types, as the machine's script says.
/// Comes before the first message to the class.
void StandinAlterClass(NSString *name);

/// Whether the machine lacks the class, or with a selector the method.
BOOL StandinLacks(NSString *className, NSString *_Nullable selector);

/// Puts the implementation back that the method had when it was published.
void StandinRestoreMethod(NSString *className, NSString *selector);

NS_ASSUME_NONNULL_END
