/// What is told of Core ML's compute plan.
#import "ANOCollectingSink.h"
#import "ANOComputePlan.h"
#import "ANOPlayedMachine.h"
#import "ANOScriptText.h"
#import "ANOScriptedModel.h"
#import "ANOTest.h"

static NSArray *rowsOf(NSString *script, ANOFault **fault) {
  ANOCollectingSink *sink = [[ANOCollectingSink new] autorelease];
  *fault = nil;
  BOOL planned =
      [ANOComputePlan planModelAtPath:ANOScriptedModel(@"m.mlmodelc", ANOScriptText(script))
                         computeUnits:@"ALL"
                                 sink:sink
                                fault:fault];
  CHECK(planned == (*fault == nil));
  return [sink eventsOfType:@"operation"];
}

TEST(tellsEachOperationOfAProgram) {
  ANOFault *fault = nil;
  NSArray *rows =
      rowsOf(@"{'plan':{'operations':[{'name':'c','operator':'ios17.conv','outputs':['c','d'],"
             @"'supported':['CPU','GPU','ANE'],'preferred':'ANE','cost':0.75}]}}",
             &fault);
  CHECK_EQUAL(
      rows, ([NSArray arrayWithObject:ANOScriptText(
                                          @"{'source':'COMPUTE_PLAN','function':'main','name':'c',"
                                          @"'operator':'ios17.conv','outputs':['c','d'],"
                                          @"'supported':['CPU','GPU','ANE'],'preferred':'ANE',"
                                          @"'cost':0.75}")]));
}

TEST(leavesOutWhatCoreMLDoesNotSayOfAConstant) {
  ANOFault *fault = nil;
  NSArray *rows = rowsOf(@"{'plan':{'operations':[{'operator':'const','outputs':['w']}]}}", &fault);
  CHECK_EQUAL(
      rows, ([NSArray arrayWithObject:ANOScriptText(
                                          @"{'source':'COMPUTE_PLAN','function':'main','name':'w',"
                                          @"'operator':'const','outputs':['w'],'supported':[]}")]));
}

TEST(goesIntoNestedBlocks) {
  ANOFault *fault = nil;
  NSArray *rows = rowsOf(@"{'plan':{'operations':[{'operator':'cond','outputs':['r'],'blocks':["
                         @"{'operations':[{'operator':'relu','outputs':['t']}]},"
                         @"{'operations':[{'operator':'add','outputs':['f']}]}]}]}}",
                         &fault);
  CHECK_EQUAL([rows valueForKey:@"name"], ([NSArray arrayWithObjects:@"r", @"t", @"f", nil]));
}

TEST(namesTheFunctionOfEachOperation) {
  ANOFault *fault = nil;
  NSArray *rows = rowsOf(@"{'plan':{'operations':["
                         @"{'operator':'add','outputs':['b'],'function':'second'},"
                         @"{'operator':'add','outputs':['a'],'function':'first'}]}}",
                         &fault);
  CHECK_EQUAL([rows valueForKey:@"function"],
              ([NSArray arrayWithObjects:@"first", @"second", nil]));
}

TEST(tellsTheLayersOfANeuralNetwork) {
  ANOFault *fault = nil;
  NSArray *rows =
      rowsOf(@"{'plan':{'kind':'neuralNetwork','operations':[{'name':'conv1',"
             @"'operator':'convolution','outputs':['c'],'supported':['CPU'],'preferred':'CPU'}]}}",
             &fault);
  CHECK_EQUAL(
      rows,
      ([NSArray arrayWithObject:ANOScriptText(
                                    @"{'source':'COMPUTE_PLAN','name':'conv1',"
                                    @"'operator':'convolution','outputs':['c'],'supported':['CPU'],"
                                    @"'preferred':'CPU'}")]));
}

TEST(numbersTheStagesOfAPipelineAlsoOfOneWithin) {
  ANOFault *fault = nil;
  NSString *stage = @"{'kind':'neuralNetwork','operations':[{'name':'l','operator':'o',"
                    @"'outputs':[]}]}";
  NSString *script = [NSString
      stringWithFormat:
          @"{'plan':{'kind':'pipeline','stages':[%@,{'kind':'pipeline','stages':[%@,%@]},%@]}}",
          stage, stage, stage, stage];
  NSArray *rows = rowsOf(script, &fault);
  CHECK_EQUAL([rows valueForKey:@"stage"], (@[ @0, @1, @2, @3 ]));
}

TEST(chargesAFailedPlanToNoModel) {
  ANOFault *fault = nil;
  rowsOf(@"{'play':[{'at':'plan','what':'error','domain':'com.apple.CoreML','code':5,"
         @"'text':'no plan'}]}",
         &fault);
  CHECK_INTEGER(fault.status, ANOStatusOther);
  CHECK_EQUAL(fault.domain, @"com.apple.CoreML");
  CHECK_INTEGER(fault.code, 5);
  CHECK_CONTAINS(fault.message, @"no plan");
}

TEST(survivesAPlanThatFailsWithoutAnError) {
  ANOFault *fault = nil;
  rowsOf(@"{'play':[{'at':'plan','what':'error','nil':true}]}", &fault);
  CHECK_INTEGER(fault.status, ANOStatusOther);
}

TEST(refusesAPackageWhichWouldEndTheProcess) {
  ANOFault *fault = nil;
  CHECK(![ANOComputePlan planModelAtPath:ANOScriptedModel(@"m.mlpackage", ANOScriptText(@"{}"))
                            computeUnits:@"ALL"
                                    sink:[[ANOCollectingSink new] autorelease]
                                   fault:&fault]);
  CHECK_EQUAL(fault.domain, @"dev.aneoracle.plan");
  CHECK_INTEGER(fault.status, ANOStatusRead);
}

TEST(saysWhatASystemWithoutPlansNeeds) {
  if (!ANOOnMachine(__func__, ANOScriptText(@"{'missing':[{'class':'MLComputePlan'}]}"))) {
    return;
  }
  ANOFault *fault = nil;
  CHECK([rowsOf(@"{'plan':{'operations':[]}}", &fault) count] == 0);
  CHECK_INTEGER(fault.status, ANOStatusOther);
  CHECK_EQUAL(fault.domain, @"dev.aneoracle.plan");
  CHECK_CONTAINS(fault.message, @"macOS 14.4");
}
