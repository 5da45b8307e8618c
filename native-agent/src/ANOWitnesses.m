#import "ANOWitnesses.h"

#import "ANOStackWitness.h"
#import "ANOThreadWitness.h"

@implementation ANOWitnesses

+ (NSArray<id<ANOWitness>> *)witnessesForOptions:(ANOOptions *)options {
  if (!options.evidence) {
    return [NSArray array];
  }
  return [NSArray arrayWithObjects:[[ANOThreadWitness new] autorelease],
                                   [[ANOStackWitness new] autorelease], nil];
}

@end
