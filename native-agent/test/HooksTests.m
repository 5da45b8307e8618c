/// Which methods are hooked, and when a hook is refused.
#import "ANOHookEncoding.h"
#import "ANOHooks.h"
#import "ANOPlayedEngine.h"
#import "ANOPlayedMachine.h"
#import "ANOTest.h"

#import <objc/runtime.h>

static NSDictionary *rowOf(NSString *class, NSString *selector) {
  for (NSDictionary *row in [ANOHooks rows]) {
    if ([[row objectForKey:@"class"] isEqual:class] &&
        [[row objectForKey:@"selector"] isEqual:selector]) {
      return row;
    }
  }
  return nil;
}

TEST(listsEachHookOnceWithItsStatus) {
  ANOPlayEngine();
  NSArray *rows = [ANOHooks rows];
  CHECK([rows count] == ANOHookCount);
  CHECK([[NSSet setWithArray:rows] count] == ANOHookCount);
  NSUInteger missing = 0;
  for (NSDictionary *row in rows) {
    missing += [[row objectForKey:@"status"] isEqual:@"MISSING"] ? 1 : 0;
    CHECK(![row objectForKey:@"encoding"]);
  }
  // Of the three spellings of processRequest… a framework has one.
  CHECK(missing == 2);
  CHECK_EQUAL(
      [rowOf(@"_ANEProgramForEvaluation", @"processRequest:qos:qIndex:modelStringID:options:error:")
          objectForKey:@"status"],
      @"MISSING");
}

TEST(requiresWhatEverySystemHasAndNoRunIsProvenWithout) {
  NSMutableArray *required = [NSMutableArray array];
  for (NSDictionary *row in [ANOHooks rows]) {
    if ([[row objectForKey:@"required"] boolValue]) {
      CHECK_EQUAL([row objectForKey:@"class"], @"_ANEClient");
      [required addObject:[row objectForKey:@"selector"]];
    }
  }
  CHECK_EQUAL(
      required, (@[
        @"doEvaluateDirectWithModel:options:request:qos:error:", @"compileModel:options:qos:error:",
        @"loadModel:options:qos:error:", @"doLoadModel:options:qos:error:"
      ]));
}

TEST(noticesThatAHookWasTakenAway) {
  ANOPlayEngine();
  CHECK([ANOHooks intact]);
  const ANOHookRow *row = &ANOHookTable[ANOHookLoad];
  Method method = class_getInstanceMethod((Class)objc_getClass(row->className),
                                          sel_registerName(row->selector));
  IMP hook = method_setImplementation(method, ANOHookOriginal(ANOHookLoad));
  CHECK(![ANOHooks intact]);
  method_setImplementation(method, hook);
  CHECK([ANOHooks intact]);
}

TEST(changesNothingWhenInstalledAgain) {
  ANOPlayEngine();
  IMP original = ANOHookOriginal(ANOHookEvaluateDirect);
  [ANOHooks install];
  CHECK(ANOHookOriginal(ANOHookEvaluateDirect) == original);
  CHECK(original != ANOHookTable[ANOHookEvaluateDirect].replacement);
}

#pragma mark - Other machines

static NSDictionary *clientMethod(NSString *selector) {
  return @{@"class" : @"_ANEClient", @"selector" : selector};
}

static NSString *const direct = @"doEvaluateDirectWithModel:options:request:qos:error:";

TEST(isNotIntactWhereARequiredMethodIsMissing) {
  if (ANOOnMachine(
          __func__,
          @{@"missing" : @[ clientMethod(direct) ]})) {
    [ANOHooks install];
    CHECK_EQUAL([rowOf(@"_ANEClient", direct) objectForKey:@"status"], @"MISSING");
    CHECK(![ANOHooks intact]);
  }
}

TEST(isIntactWhereAMethodIsMissingThatSomeSystemsLack) {
  NSString *map = @"mapIOSurfacesWithModel:request:cacheInference:error:";
  if (ANOOnMachine(
          __func__,
          @{@"missing" : @[ clientMethod(map) ]})) {
    [ANOHooks install];
    CHECK_EQUAL([rowOf(@"_ANEClient", map) objectForKey:@"status"], @"MISSING");
    CHECK([ANOHooks intact]);
  }
}

TEST(isNotIntactWhereARequiredMethodHasOtherTypes) {
  NSMutableDictionary *changed =
      [NSMutableDictionary dictionaryWithDictionary:clientMethod(direct)];
  [changed setObject:@"B60@0:8@16@24@32I40^@44@52" forKey:@"encoding"];
  if (ANOOnMachine(
          __func__,
          @{@"encodings" : @[ changed ]})) {
    [ANOHooks install];
    NSDictionary *row = rowOf(@"_ANEClient", direct);
    CHECK_EQUAL([row objectForKey:@"status"], @"TYPE_MISMATCH");
    CHECK_EQUAL([row objectForKey:@"encoding"], @"B@:@@@I^@@");
    CHECK(![ANOHooks intact]);
  }
}

TEST(findsNothingToHookWhereThereIsNoClient) {
  if (ANOOnMachine(
          __func__,
          @{@"missing" : @[ @{@"class" : @"_ANEClient"} ]})) {
    [ANOHooks install];
    for (NSDictionary *row in [ANOHooks rows]) {
      BOOL ofClient = [[row objectForKey:@"class"] isEqual:@"_ANEClient"];
      CHECK(!ofClient || [[row objectForKey:@"status"] isEqual:@"MISSING"]);
    }
    CHECK(![ANOHooks intact]);
  }
}

TEST(hooksTheSpellingThatTheMachineHas) {
  NSString *newest = @"processRequest:model:qos:qIndex:modelStringID:options:returnValue:error:";
  NSString *older = @"processRequest:model:qos:qIndex:modelStringID:options:error:";
  NSDictionary *lost = @{@"class" : @"_ANEProgramForEvaluation", @"selector" : newest};
  if (ANOOnMachine(
          __func__,
          @{@"missing" : @[ lost ]})) {
    [ANOHooks install];
    CHECK_EQUAL([rowOf(@"_ANEProgramForEvaluation", older) objectForKey:@"status"], @"INSTALLED");
    CHECK([ANOHooks intact]);
  }
}

#pragma mark - One row

@interface HookedParent : NSObject
- (int)answer:(id)question;
- (int)inherited;
@end

@interface HookedChild : HookedParent
@end

@implementation HookedParent

- (int)answer:(id)question {
  return 1;
}

- (int)inherited {
  return 10;
}

@end

@implementation HookedChild
@end

static IMP kept;

static int answerTwice(id self, SEL command, id question) {
  return 2 * ((int (*)(id, SEL, id))kept)(self, command, question);
}

static int inheritedTwice(id self, SEL command) {
  return 2 * ((int (*)(id, SEL))kept)(self, command);
}

static ANOHookStatus install(ANOHookRow row, NSString **encoding) {
  *encoding = nil;
  return ANOHookInstallRow(&row, &kept, encoding);
}

TEST(standsInFrontOfTheMethodThatWasThere) {
  ANOHookRow row = {"HookedParent", "answer:", "i@:@", NO, ANOHookKindCall, (IMP)answerTwice};
  HookedParent *object = [[[HookedParent alloc] init] autorelease];
  CHECK([object answer:nil] == 1);
  NSString *encoding = nil;
  CHECK(install(row, &encoding) == ANOHookStatusInstalled);
  CHECK([object answer:nil] == 2);
  CHECK(ANOHookRowIsInPlace(&row));
}

TEST(hooksAnInheritedMethodInTheClassAskedForOnly) {
  ANOHookRow row = {"HookedChild", "inherited", "i@:", NO, ANOHookKindCall, (IMP)inheritedTwice};
  NSString *encoding = nil;
  CHECK(install(row, &encoding) == ANOHookStatusInstalled);
  CHECK([[[[HookedChild alloc] init] autorelease] inherited] == 20);
  CHECK([[[[HookedParent alloc] init] autorelease] inherited] == 10);
}

TEST(reportsAMissingClassAndAMissingMethod) {
  NSString *encoding = nil;
  ANOHookRow noClass = {"HookedNobody", "answer:", "i@:@", NO, ANOHookKindCall, (IMP)answerTwice};
  CHECK(install(noClass, &encoding) == ANOHookStatusMissing);
  CHECK(!ANOHookRowIsInPlace(&noClass));
  ANOHookRow noMethod = {"HookedParent", "ask:", "i@:@", NO, ANOHookKindCall, (IMP)answerTwice};
  CHECK(install(noMethod, &encoding) == ANOHookStatusMissing);
  CHECK(encoding == nil);
}

TEST(leavesAMethodOfOtherTypesAloneAndTellsThem) {
  ANOHookRow row = {"NSString", "characterAtIndex:", "B@:@", NO, ANOHookKindCall, (IMP)answerTwice};
  NSString *encoding = nil;
  CHECK(install(row, &encoding) == ANOHookStatusTypeMismatch);
  CHECK([encoding hasSuffix:@"@:Q"] || [encoding hasSuffix:@"@:I"] || [encoding hasSuffix:@"@:L"]);
  CHECK([@"a" characterAtIndex:0] == 'a');
}

#pragma mark - Types

TEST(stripsOffsetsAndNothingElse) {
  CHECK_EQUAL(ANOEncodingWithoutOffsets("B52@0:8@16@24@32I40^@44"), @"B@:@@@I^@");
  CHECK_EQUAL(ANOEncodingWithoutOffsets("v24@0:8{point2=[4i]\"x1\"d}+16"),
              @"v@:{point2=[4i]\"x1\"d}");
}

TEST(tellsTypesApart) {
  CHECK(ANOEncodingMatches("B52@0:8@16@24@32I40^@44", "B@:@@@I^@"));
  CHECK(!ANOEncodingMatches("B52@0:8@16@24@32Q40^@48", "B@:@@@I^@"));
  CHECK(!ANOEncodingMatches("v52@0:8@16@24@32I40^@44", "B@:@@@I^@"));
  CHECK(!ANOEncodingMatches("B44@0:8@16@24I32^@36", "B@:@@@I^@"));
}

TEST(takesGnustepsBoolForABoolOfAMac) {
  CHECK(ANOEncodingMatches("C52@0:8@16@24@32I40^@44", "B@:@@@I^@"));
}
