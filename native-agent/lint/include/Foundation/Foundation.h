/// The part of Foundation that the helper uses, for the lint only.
///
/// Declared after https://developer.apple.com/documentation/foundation, one page a class. Only what
/// the sources call is here: a selector that Foundation has and this file lacks is to be added, and
/// one that GNUstep has and Foundation lacks is what the lint is for.
#ifndef ANO_LINT_FOUNDATION_H
#define ANO_LINT_FOUNDATION_H

#import <Foundation/NSBase.h>
#import <Foundation/NSCollections.h>
#import <Foundation/NSSystem.h>
#import <Foundation/NSText.h>

#endif
