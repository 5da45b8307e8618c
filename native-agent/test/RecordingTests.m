/// Recording from its start to its end, from many threads, past sinks and observers that raise.
#import "ANOCollectingSink.h"
#import "ANOPlayedEngine.h"
#import "ANORecorder.h"
#import "ANOTest.h"

#include <pthread.h>

static void *evaluateOften(void *model) {
  @autoreleasepool {
    for (int i = 0; i < 1000; i++) {
      @autoreleasepool {
        ANOEvaluateModel(model, nil, NULL);
      }
    }
  }
  return NULL;
}

TEST(losesNoCallOfEightThreadsAtOnce) {
  enum { threads = 8 };
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *models[] = {ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript()),
                         ANOLoadedEngineModel(nil, nil)};
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  pthread_t running[threads];
  for (int i = 0; i < threads; i++) {
    pthread_create(&running[i], NULL, evaluateOften, models[i % 2]);
  }
  for (int i = 0; i < threads; i++) {
    pthread_join(running[i], NULL);
  }
  [recorder end];
  unsigned long counts[2] = {0, 0};
  unsigned long segments[2] = {0, 0};
  unsigned long long nanoseconds = 0;
  for (NSDictionary *call in [sink eventsOfType:@"aneCall"]) {
    int number = [[call objectForKey:@"model"] intValue];
    if (counts[number - 1]++ == 0) {
      CHECK([call objectForKey:@"segment"]);
    }
    segments[number - 1] += [call objectForKey:@"segment"] ? 1 : 0;
    CHECK_EQUAL([call objectForKey:@"nested"], @2);
    nanoseconds += [[call objectForKey:@"ns"] unsignedLongLongValue];
  }
  CHECK(counts[0] == 4000 && counts[1] == 4000);
  // Only calls that overlap the first one may carry it again.
  CHECK(segments[0] <= threads && segments[1] <= threads);
  CHECK(ANOEngineCalls() == 8000);
  CHECK(nanoseconds == recorder.aneNanoseconds);
}

TEST(tellsNothingAfterItsEndEvenOfACallThatStillRuns) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  ANOEngineWill(ANOEngineSucceeds, ^{
    [recorder end];
  });
  CHECK(ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  ANOEngineWill(ANOEngineSucceeds, nil);
  CHECK(ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  CHECK([sink count] == 0);
  CHECK(recorder.aneNanoseconds == 0);
}

TEST(neverFailsACallBecauseTheSinkRaises) {
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  sink.raises = YES;
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, nil);
  CHECK(ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  [ANOClient() reportEvaluateFailure:model failureReason:1 qIdx:1];
  sink.raises = NO;
  CHECK(ANOEvaluateModel(model, ANOEngineRequest(0), NULL));
  [recorder end];
  // What was not told is told with the next event.
  CHECK([[sink onlyEventOfType:@"aneCall"] objectForKey:@"segment"]);
}

#pragma mark - Observers

/// Notes what it is told, and may raise.
@interface NotingObserver : NSObject <ANOCallObserver> {
 @public
  NSMutableArray *_notes;
  BOOL _raises;
}
@end

@implementation NotingObserver

- (instancetype)init {
  if ((self = [super init])) {
    _notes = [[NSMutableArray alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_notes release];
  [super dealloc];
}

- (void)willCallModel:(NSUInteger)model
                 call:(NSUInteger)call
             aneModel:(id)aneModel
              request:(id)request {
  [_notes addObject:[NSString stringWithFormat:@"will %lu %lu", (unsigned long)model,
                                               (unsigned long)call]];
  if (_raises) {
    [NSException raise:@"BrokenObserver" format:@"disk full"];
  }
}

- (void)didCallModel:(NSUInteger)model
                call:(NSUInteger)call
            aneModel:(id)aneModel
             request:(id)request
             success:(BOOL)success {
  [_notes addObject:[NSString stringWithFormat:@"did %lu %lu %d", (unsigned long)model,
                                               (unsigned long)call, success]];
  if (_raises) {
    [NSException raise:@"BrokenObserver" format:@"disk full"];
  }
}

@end

TEST(showsEachOutermostCallToTheObserverWithItsCount) {
  NotingObserver *observer = [[[NotingObserver alloc] init] autorelease];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine([ANOCollectingSink sink], observer);
  ANOEvaluateModel(model, nil, NULL);
  ANOEngineWill(ANOEngineFails, nil);
  ANOEvaluateModel(model, nil, NULL);
  [recorder end];
  CHECK_EQUAL(observer->_notes, (@[ @"will 1 0", @"did 1 0 1", @"will 1 1", @"did 1 1 0" ]));
}

TEST(tellsACallThoughTheObserverRaises) {
  NotingObserver *observer = [[[NotingObserver alloc] init] autorelease];
  observer->_raises = YES;
  ANOCollectingSink *sink = [ANOCollectingSink sink];
  _ANEModel *model = ANOLoadedEngineModel(ANOEngineKey, ANOEngineScript());
  ANORecorder *recorder = ANORecordEngine(sink, observer);
  CHECK(ANOEvaluateModel(model, nil, NULL));
  [recorder end];
  CHECK([sink onlyEventOfType:@"aneCall"]);
}
