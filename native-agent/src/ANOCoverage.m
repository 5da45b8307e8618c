#import "ANOCoverage.h"

NSString *ANOVerdictName(ANOVerdictStatus status) {
  switch (status) {
    case ANOVerdictFull:
      return @"FULL";
    case ANOVerdictPartial:
      return @"PARTIAL";
    case ANOVerdictNone:
      return @"NONE";
    case ANOVerdictUndetermined:
      return @"UNDETERMINED";
  }
  return @"UNDETERMINED";
}

@implementation ANOVerdict

@synthesize status = _status;
@synthesize reason = _reason;
@synthesize summary = _summary;
@synthesize onlyPostProcessingOutside = _onlyPostProcessingOutside;

+ (instancetype)verdictWithStatus:(ANOVerdictStatus)status summary:(NSString *)summary {
  ANOVerdict *verdict = [[[self alloc] init] autorelease];
  verdict->_status = status;
  verdict->_summary = [summary copy];
  return verdict;
}

+ (instancetype)undeterminedWithReason:(NSString *)reason summary:(NSString *)summary {
  ANOVerdict *verdict = [self verdictWithStatus:ANOVerdictUndetermined summary:summary];
  verdict->_reason = [reason copy];
  return verdict;
}

+ (instancetype)partialForPostProcessingWithSummary:(NSString *)summary {
  ANOVerdict *verdict = [self verdictWithStatus:ANOVerdictPartial summary:summary];
  verdict->_onlyPostProcessingOutside = YES;
  return verdict;
}

- (void)dealloc {
  [_reason release];
  [_summary release];
  [super dealloc];
}

@end

@implementation ANODataflow

@synthesize inputs = _inputs;
@synthesize outputs = _outputs;
@synthesize states = _states;
@synthesize nonTensorOutputs = _nonTensorOutputs;

+ (instancetype)dataflowWithInputs:(NSArray<NSString *> *)inputs
                           outputs:(NSArray<NSString *> *)outputs
                            states:(NSArray<NSString *> *)states
                  nonTensorOutputs:(NSArray<NSString *> *)nonTensorOutputs {
  ANODataflow *flow = [[[self alloc] init] autorelease];
  flow->_inputs = [inputs copy];
  flow->_outputs = [outputs copy];
  flow->_states = [states copy];
  flow->_nonTensorOutputs = [nonTensorOutputs copy];
  return flow;
}

+ (instancetype)dataflowOfModel:(id<ANOModel>)model {
  return [self dataflowWithInputs:[model inputNames]
                          outputs:[model outputNames]
                           states:[model stateNames]
                 nonTensorOutputs:[model nonTensorOutputNames]];
}

- (void)dealloc {
  [_inputs release];
  [_outputs release];
  [_states release];
  [_nonTensorOutputs release];
  [super dealloc];
}

@end

#pragma mark - Names -

/// Returns the names without the `@…` that some runtimes put behind them.
static NSSet<NSString *> *Comparable(NSArray<NSString *> *names) {
  NSMutableSet *set = [NSMutableSet set];
  for (NSString *name in names) {
    NSRange at = [name rangeOfString:@"@" options:NSBackwardsSearch];
    BOOL suffixed = at.location != NSNotFound && at.location > 0;
    [set addObject:suffixed ? [name substringToIndex:at.location] : name];
  }
  return set;
}

/// Returns the names that the segments make when each waits for all that it reads.
static NSSet<NSString *> *MadeFrom(NSSet<NSString *> *sources, NSArray<ANOSeenModel *> *segments,
                                   BOOL *closed) {
  NSMutableSet *known = [NSMutableSet setWithSet:sources];
  NSMutableSet *made = [NSMutableSet set];
  NSMutableArray<ANOSeenModel *> *waiting = [NSMutableArray arrayWithArray:segments];
  NSUInteger before;
  do {
    before = [waiting count];
    for (ANOSeenModel *segment in [NSArray arrayWithArray:waiting]) {
      if ([Comparable([segment inputs]) isSubsetOfSet:known]) {
        [made unionSet:Comparable([segment outputs])];
        [made unionSet:Comparable([segment states])];
        [known unionSet:made];
        [waiting removeObject:segment];
      }
    }
  } while ([waiting count] < before);
  *closed = [waiting count] == 0;
  return made;
}

#pragma mark - Decisions -

static NSString *WhyNone(NSArray<ANOSeenModel *> *segments) {
  NSString *why = @"none was ever tried";
  for (ANOSeenModel *segment in segments) {
    if ([segment failedCalls] > 0) {
      return @"every ANE call failed";
    }
    if ([segment loaded]) {
      why = @"an ANE program was loaded but never run";
    } else if ([segment compileError] != nil) {
      why = [@"the ANE compile failed: " stringByAppendingString:[segment compileError]];
    }
  }
  return why;
}

static NSString *Listed(NSSet<NSString *> *names) {
  return [[[names allObjects] sortedArrayUsingSelector:@selector(compare:)]
      componentsJoinedByString:@", "];
}

static ANOVerdict *DecideFor(ANODataflow *flow, NSArray<ANOSeenModel *> *segments,
                             BOOL statesAreSinks) {
  NSUInteger count = [segments count];
  NSString *seen = [NSString
      stringWithFormat:@"%lu segment%s on the ANE", (unsigned long)count, count == 1 ? "" : "s"];
  NSMutableSet *sinks = [NSMutableSet setWithSet:Comparable([flow outputs])];
  NSSet *outside = Comparable([flow nonTensorOutputs]);
  [sinks minusSet:outside];
  if (statesAreSinks) {
    [sinks unionSet:Comparable([flow states])];
  }
  NSMutableSet *sources = [NSMutableSet setWithSet:Comparable([flow inputs])];
  [sources unionSet:Comparable([flow states])];
  BOOL closed = NO;
  NSSet *made = MadeFrom(sources, segments, &closed);
  NSMutableSet *missing = [NSMutableSet setWithSet:sinks];
  [missing minusSet:made];
  if (!closed) {
    NSString *summary = [seen stringByAppendingString:@"; one reads what was made outside"];
    return [ANOVerdict verdictWithStatus:ANOVerdictPartial summary:summary];
  }
  if ([missing count] > 0 || [sinks count] == 0) {
    [missing unionSet:outside];
    NSString *summary = [NSString stringWithFormat:@"%@; made outside: %@", seen, Listed(missing)];
    return [ANOVerdict verdictWithStatus:ANOVerdictPartial summary:summary];
  }
  if ([outside count] > 0) {
    return [ANOVerdict partialForPostProcessingWithSummary:
                           [NSString stringWithFormat:@"%@; only what no ANE makes is outside: %@",
                                                      seen, Listed(outside)]];
  }
  return [ANOVerdict verdictWithStatus:ANOVerdictFull
                               summary:[seen stringByAppendingString:@"; nothing is made outside"]];
}

ANOVerdict *ANODecide(ANODataflow *flow, NSArray<ANOSeenModel *> *segments, BOOL hooksIntact) {
  if (!hooksIntact) {
    return [ANOVerdict undeterminedWithReason:@"HOOKS_NOT_PROVEN"
                                      summary:@"A hook that is needed was not in place"];
  }
  NSMutableArray<ANOSeenModel *> *ran = [NSMutableArray array];
  BOOL known = YES;
  BOOL statesKnown = [[flow states] count] == 0;
  for (ANOSeenModel *segment in segments) {
    if ([segment calls] > 0) {
      [ran addObject:segment];
      known = known && [segment inputs] != nil && [segment outputs] != nil;
      statesKnown = statesKnown || [segment states] != nil;
    }
  }
  if ([ran count] == 0) {
    return [ANOVerdict
        verdictWithStatus:ANOVerdictNone
                  summary:[@"No ANE call succeeded; " stringByAppendingString:WhyNone(segments)]];
  }
  if (!known) {
    return
        [ANOVerdict undeterminedWithReason:@"COVERAGE_UNKNOWN"
                                   summary:@"The ANE ran, but a segment does not tell its inputs "
                                           @"and outputs; a plan would be needed"];
  }
  ANOVerdict *verdict = DecideFor(flow, ran, statesKnown);
  if (!statesKnown && ([verdict status] == ANOVerdictFull || [verdict onlyPostProcessingOutside])) {
    return [ANOVerdict undeterminedWithReason:@"COVERAGE_UNKNOWN"
                                      summary:@"The ANE ran, but no segment tells which states it "
                                              @"updates; a plan would be needed"];
  }
  return verdict;
}
