/// What is told of the E5 runtime's segmentation analytics.
#import "ANOAnalytics.h"
#import "ANOCollectingSink.h"
#import "ANOPlayedMachine.h"
#import "ANOScriptText.h"
#import "ANOScriptedModel.h"
#import "ANOTest.h"

static ANOCollectingSink *analyzed(NSString *script) {
  ANOCollectingSink *sink = [[ANOCollectingSink new] autorelease];
  [ANOAnalytics analyzeModelAtPath:ANOScriptedModel(@"m.mlmodelc", ANOScriptText(script))
                      computeUnits:@"ALL"
                              sink:sink];
  CHECK_EQUAL([[sink onlyEventOfType:@"evidence"] objectForKey:@"kind"], @"analytics");
  return sink;
}

static NSDictionary *dataOf(ANOCollectingSink *sink) {
  return [[sink onlyEventOfType:@"evidence"] objectForKey:@"data"];
}

static void checkUnavailable(ANOCollectingSink *sink, NSString *reason) {
  CHECK_EQUAL([dataOf(sink) objectForKey:@"available"], [NSNumber numberWithBool:NO]);
  CHECK_CONTAINS([dataOf(sink) objectForKey:@"reason"], reason);
  CHECK_INTEGER([[dataOf(sink) objectForKey:@"rows"] integerValue], 0);
  CHECK([[sink eventsOfType:@"operation"] count] == 0);
}

TEST(tellsTheChosenBackendAndWhyOthersWereRefused) {
  ANOCollectingSink *sink =
      analyzed(@"{'runtime':'E5','analytics':[{'name':'y','operator':'ios17.conv',"
               @"'selected':'bnns','supported':['bnns','mps_graph'],"
               @"'messages':{'ane':'Unsupported tensor format'}}]}");
  CHECK_EQUAL(
      [sink eventsOfType:@"operation"],
      ([NSArray arrayWithObject:
                    ANOScriptText(
                        @"{'source':'SEGMENTATION_ANALYTICS','function':'main','name':'y',"
                        @"'operator':'ios17.conv','outputs':['y'],'supported':['CPU','GPU'],"
                        @"'preferred':'CPU','messages':{'ane':'Unsupported tensor format'}}")]));
  CHECK_EQUAL([dataOf(sink) objectForKey:@"available"], [NSNumber numberWithBool:YES]);
  CHECK_INTEGER([[dataOf(sink) objectForKey:@"rows"] integerValue], 1);
}

TEST(keepsTheOrderOfTheRuntimesText) {
  NSMutableArray *operations = [NSMutableArray array];
  NSMutableArray *names = [NSMutableArray array];
  for (int i = 0; i < 12; i++) {
    NSString *name = [NSString stringWithFormat:@"v%d", i];
    [names addObject:name];
    [operations addObject:[NSString stringWithFormat:@"{'name':'%@','operator':'add',"
                                                     @"'selected':'ane','supported':['ane']}",
                                                     name]];
  }
  ANOCollectingSink *sink =
      analyzed([NSString stringWithFormat:@"{'runtime':'E5','analytics':[%@]}",
                                          [operations componentsJoinedByString:@","]]);
  CHECK_EQUAL([[sink eventsOfType:@"operation"] valueForKey:@"name"], names);
}

TEST(saysThatTheClassicEngineHasNone) {
  checkUnavailable(analyzed(@"{'runtime':'CLASSIC'}"), @"keeps no analytics");
}

TEST(saysWhyCoreMLFailed) {
  checkUnavailable(analyzed(@"{'runtime':'E5','play':[{'at':'analytics','what':'error',"
                            @"'text':'not now'}]}"),
                   @"not now");
}

TEST(saysWhyTheModelCouldNotBeLoaded) {
  checkUnavailable(
      analyzed(@"{'runtime':'E5','play':[{'at':'load','what':'error','text':'broken'}]}"),
      @"broken");
}

TEST(turnsAnExceptionIntoAReason) {
  checkUnavailable(analyzed(@"{'runtime':'E5','play':[{'at':'analytics','what':'raise',"
                            @"'text':'unheard of'}]}"),
                   @"unheard of");
}

TEST(saysThatThereAreNoProfilingOptions) {
  if (!ANOOnMachine(__func__, ANOScriptText(@"{'missing':[{'class':'MLModelConfiguration',"
                                            @"'selector':'setProfilingOptions:'}]}"))) {
    return;
  }
  checkUnavailable(analyzed(@"{'runtime':'E5','analytics':[]}"), @"no profiling options");
}

TEST(passesOverEntriesOfAnotherForm) {
  CHECK(ANOAnalyticsRow(@"text") == nil);
  CHECK(ANOAnalyticsRow(ANOScriptText(@"{'OpIndex':1}")) == nil);
  NSDictionary *row = ANOAnalyticsRow(
      ANOScriptText(@"{'OpType':'add','OpPath':5,'BackendSupport':{'ane':0,'bnns':1,'new':1},"
                    @"'SelectedBackend':'new','ValidationMessages':{'ane':7}}"));
  CHECK_EQUAL(row, ANOScriptText(@"{'source':'SEGMENTATION_ANALYTICS','name':'add',"
                                 @"'operator':'add','outputs':[],'supported':['CPU'],"
                                 @"'messages':{'ane':'7'}}"));
}
