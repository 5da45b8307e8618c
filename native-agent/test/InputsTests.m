/// Values for inputs of every type, and shapes that are refused.
#import "ANOInputsArray.h"
#import "ANOInputsImage.h"
#import "ANOInputsMaker.h"
#import "ANOInputsShape.h"
#import "ANOInputsValue.h"
#import "ANOScriptedModel.h"
#import "ANOTest.h"

static MLFeatureValue *valueFor(NSDictionary *input, NSArray *shape, NSString **problem) {
  MLModel *model = ANOModelWithInputs(@[ input ]);
  MLFeatureDescription *description =
      [model.modelDescription.inputDescriptionsByName objectForKey:@"x"];
  return ANOInputValue(description, shape, problem);
}

static MLFeatureValue *plainValueFor(NSDictionary *input) {
  NSString *problem = nil;
  MLFeatureValue *value = valueFor(input, nil, &problem);
  CHECK(problem == nil);
  return value;
}

static NSString *problemFor(NSDictionary *input, NSArray *shape) {
  NSString *problem = nil;
  CHECK(valueFor(input, shape, &problem) == nil);
  return problem;
}

static NSDictionary *arrayInput(NSDictionary *more) {
  NSMutableDictionary *input = [NSMutableDictionary dictionaryWithDictionary:@{
    @"name" : @"x",
    @"type" : @"multiArray",
    @"shape" : @[ @2, @3 ],
    @"dataType" : @"FLOAT32"
  }];
  [input addEntriesFromDictionary:more];
  return input;
}

static NSDictionary *imageInput(NSDictionary *more) {
  NSMutableDictionary *input = [NSMutableDictionary dictionaryWithDictionary:@{
    @"name" : @"x",
    @"type" : @"image",
    @"width" : @5,
    @"height" : @4,
    @"pixelFormat" : @"BGRA"
  }];
  [input addEntriesFromDictionary:more];
  return input;
}

#pragma mark - Arrays

TEST(countsAlongTheLastDimensionInEveryDataType) {
  NSString *problem = nil;
  NSArray *shape = @[ @2, @3 ];
  float *floats = ANOFilledArray(shape, MLMultiArrayDataTypeFloat32, &problem).dataPointer;
  double *doubles = ANOFilledArray(shape, MLMultiArrayDataTypeDouble, &problem).dataPointer;
  int32_t *integers = ANOFilledArray(shape, MLMultiArrayDataTypeInt32, &problem).dataPointer;
  uint16_t *halves = ANOFilledArray(shape, MLMultiArrayDataTypeFloat16, &problem).dataPointer;
  int8_t *bytes = ANOFilledArray(shape, MLMultiArrayDataTypeInt8, &problem).dataPointer;
  CHECK(problem == nil);
  const uint16_t halfDigits[] = {0x3c00, 0x4000, 0x4200};
  for (int i = 0; i < 6; i++) {
    int expected = i % 3 + 1;
    CHECK(floats[i] == expected);
    CHECK(doubles[i] == expected);
    CHECK(integers[i] == expected);
    CHECK(bytes[i] == expected);
    CHECK(halves[i] == halfDigits[i % 3]);
  }
}

TEST(startsAgainWhereAnInt8CanCountNoFurther) {
  NSString *problem = nil;
  MLMultiArray *array = ANOFilledArray(@[ @300 ], MLMultiArrayDataTypeInt8, &problem);
  int8_t *bytes = array.dataPointer;
  CHECK(bytes[126] == 127 && bytes[127] == 1 && bytes[299] == 46);
  for (int i = 0; i < 300; i++) {
    CHECK(bytes[i] > 0);
  }
}

TEST(roundsHalvesToTheNearestAndStopsBeforeInfinity) {
  CHECK(ANOHalf(0) == 0);
  CHECK(ANOHalf(1) == 0x3c00);
  CHECK(ANOHalf(2048) == 0x6800);
  CHECK(ANOHalf(2049) == 0x6800);  // a tie, to even
  CHECK(ANOHalf(2050) == 0x6801);
  CHECK(ANOHalf(2051) == 0x6802);
  CHECK(ANOHalf(4095) == 0x6c00);  // carries into the exponent
  CHECK(ANOHalf(65504) == 0x7bff);
  CHECK(ANOHalf(1000000) == 0x7bff);
}

TEST(fillsLargeArraysToTheEnd) {
  NSString *problem = nil;
  MLMultiArray *array =
      ANOFilledArray(@[ @1, @512, @1025, @3 ], MLMultiArrayDataTypeFloat32, &problem);
  float *floats = array.dataPointer;
  NSInteger last = array.count - 1;
  CHECK(array.count == 512 * 1025 * 3);
  CHECK(floats[last] == 3 && floats[last - 1] == 2 && floats[last - 2] == 1);
  for (NSInteger i = 0; i < array.count; i += 4099) {
    CHECK(floats[i] == i % 3 + 1);
  }
}

TEST(refusesADataTypeAndASizeThatCannotBe) {
  NSString *problem = nil;
  CHECK(!ANOFilledArray(@[ @1 ], (MLMultiArrayDataType)77, &problem));
  CHECK_CONTAINS(problem, @"77");
  CHECK(!ANOFilledArray(@[ @4294967296, @4294967296, @4294967296 ], MLMultiArrayDataTypeDouble,
                        &problem));
  CHECK_CONTAINS(problem, @"too large");
}

TEST(givesTheDefaultShapeWhereNoneIsAsked) {
  MLFeatureValue *fixed = plainValueFor(arrayInput(@{@"dataType" : @"FLOAT16"}));
  CHECK_EQUAL(fixed.multiArrayValue.shape, (@[ @2, @3 ]));
  CHECK(fixed.multiArrayValue.dataType == MLMultiArrayDataTypeFloat16);
  MLFeatureValue *enumerated = plainValueFor(arrayInput(
      @{@"enumerated" : @[ @[ @2, @3 ], @[ @4, @5 ] ]}));
  CHECK_EQUAL(enumerated.multiArrayValue.shape, (@[ @2, @3 ]));
  MLFeatureValue *ranged = plainValueFor(arrayInput(@{@"ranges" : @[ @[ @1, @8 ], @[ @3, @3 ] ]}));
  CHECK_EQUAL(ranged.multiArrayValue.shape, (@[ @2, @3 ]));
}

TEST(givesAnotherShapeWhereTheConstraintAllowsIt) {
  NSString *problem = nil;
  NSDictionary *enumerated = arrayInput(@{@"enumerated" : @[ @[ @2, @3 ], @[ @4, @5 ] ]});
  MLFeatureValue *listed = valueFor(enumerated, @[ @4, @5 ], &problem);
  CHECK_EQUAL(listed.multiArrayValue.shape, (@[ @4, @5 ]));
  NSDictionary *ranged = arrayInput(@{@"ranges" : @[ @[ @1, @8 ], @[ @3, @3 ] ]});
  CHECK_EQUAL(valueFor(ranged, @[ @1, @3 ], &problem).multiArrayValue.shape, (@[ @1, @3 ]));
  CHECK_EQUAL(valueFor(ranged, @[ @8, @3 ], &problem).multiArrayValue.shape, (@[ @8, @3 ]));
  CHECK_EQUAL(valueFor(arrayInput(@{}), @[ @2, @3 ], &problem).multiArrayValue.shape,
              (@[ @2, @3 ]));
}

TEST(refusesAShapeThatTheConstraintForbidsAndNamesIt) {
  CHECK_CONTAINS(problemFor(arrayInput(@{}), @[ @2, @4 ]), @"fixed shape [2, 3]");
  CHECK_CONTAINS(problemFor(arrayInput(@{}), @[ @2, @0 ]), @"below 1");
  CHECK_CONTAINS(problemFor(arrayInput(@{}), @[]), @"below 1");
  NSDictionary *enumerated = arrayInput(@{@"enumerated" : @[ @[ @2, @3 ], @[ @4, @5 ] ]});
  CHECK_CONTAINS(problemFor(enumerated, @[ @4, @3 ]), @"[2, 3], [4, 5]");
  NSDictionary *ranged = arrayInput(@{@"ranges" : @[ @[ @1, @8 ], @[ @3, @3 ] ]});
  CHECK_CONTAINS(problemFor(ranged, @[ @9, @3 ]), @"dimension 0 takes 1 to 8");
  CHECK_CONTAINS(problemFor(ranged, @[ @1, @4 ]), @"dimension 1 takes 3 to 3");
  CHECK_CONTAINS(problemFor(ranged, @[ @1 ]), @"1 dimensions, the model takes 2");
}

#pragma mark - Images

TEST(makesBlackImagesOfEveryPixelFormat) {
  OSType formats[] = {
      kCVPixelFormatType_32BGRA,        kCVPixelFormatType_32ARGB,
      kCVPixelFormatType_OneComponent8, kCVPixelFormatType_OneComponent16Half,
      kCVPixelFormatType_64RGBAHalf,    kCVPixelFormatType_420YpCbCr8BiPlanarFullRange};
  for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
    NSString *problem = nil;
    MLFeatureValue *value = ANOBlankImage(6, 4, formats[i], &problem);
    CHECK_EQUAL(problem, nil);
    if (!value) {
      continue;
    }
    CVPixelBufferRef buffer = value.imageBufferValue;
    CHECK(CVPixelBufferGetPixelFormatType(buffer) == formats[i]);
    CHECK(CVPixelBufferGetWidth(buffer) == 6 && CVPixelBufferGetHeight(buffer) == 4);
    CVPixelBufferLockBaseAddress(buffer, kCVPixelBufferLock_ReadOnly);
    BOOL planar = CVPixelBufferIsPlanar(buffer);
    const unsigned char *bytes = planar ? CVPixelBufferGetBaseAddressOfPlane(buffer, 1)
                                        : CVPixelBufferGetBaseAddress(buffer);
    size_t count = planar ? CVPixelBufferGetBytesPerRowOfPlane(buffer, 1) *
                                CVPixelBufferGetHeightOfPlane(buffer, 1)
                          : CVPixelBufferGetBytesPerRow(buffer) * 4;
    unsigned sum = 0;
    for (size_t j = 0; j < count; j++) {
      sum |= bytes[j];
    }
    CHECK(count > 0 && sum == 0);
    CVPixelBufferUnlockBaseAddress(buffer, kCVPixelBufferLock_ReadOnly);
  }
}

TEST(namesThePixelFormatThatCoreVideoRefuses) {
  NSString *problem = nil;
  CHECK(!ANOBlankImage(6, 4, 'zzzz', &problem));
  CHECK_CONTAINS(problem, @"zzzz");
}

static void checkImage(NSDictionary *input, NSArray *shape, size_t width, size_t height) {
  NSString *problem = nil;
  MLFeatureValue *value = valueFor(input, shape, &problem);
  CHECK_EQUAL(problem, nil);
  if (!value) {
    return;
  }
  CHECK(CVPixelBufferGetWidth(value.imageBufferValue) == width);
  CHECK(CVPixelBufferGetHeight(value.imageBufferValue) == height);
}

TEST(givesImagesTheSizesAskedForInEitherForm) {
  checkImage(imageInput(@{}), nil, 5, 4);
  checkImage(imageInput(@{}), @[ @4, @5 ], 5, 4);
  checkImage(imageInput(@{}), @[ @1, @3, @4, @5 ], 5, 4);
  NSDictionary *enumerated = imageInput(@{@"enumerated" : @[ @[ @5, @4 ], @[ @9, @8 ] ]});
  checkImage(enumerated, @[ @8, @9 ], 9, 8);
  NSDictionary *ranged = imageInput(@{@"ranges" : @[ @[ @5, @32 ], @[ @4, @16 ] ]});
  checkImage(ranged, @[ @1, @3, @16, @32 ], 32, 16);
}

TEST(refusesImageSizesThatTheConstraintForbidsAndNamesIt) {
  CHECK_CONTAINS(problemFor(imageInput(@{}), @[ @5, @4 ]), @"fixed height 4 and width 5");
  CHECK_CONTAINS(problemFor(imageInput(@{}), @[ @4 ]), @"neither [height, width] nor");
  CHECK_CONTAINS(problemFor(imageInput(@{}), @[ @1, @1, @4, @5 ]), @"3 channels");
  CHECK_CONTAINS(problemFor(imageInput(@{}), @[ @2, @3, @4, @5 ]), @"one image");
  CHECK_CONTAINS(problemFor(imageInput(@{@"pixelFormat" : @"L008"}), @[ @1, @3, @4, @5 ]),
                 @"1 channel");
  NSDictionary *enumerated = imageInput(@{@"enumerated" : @[ @[ @5, @4 ], @[ @9, @8 ] ]});
  CHECK_CONTAINS(problemFor(enumerated, @[ @8, @5 ]), @"enumerated sizes");
  NSDictionary *ranged = imageInput(@{@"ranges" : @[ @[ @5, @32 ], @[ @4, @16 ] ]});
  CHECK_CONTAINS(problemFor(ranged, @[ @17, @5 ]), @"height 4 to 16, width 5 to 32");
}

#pragma mark - Other types

TEST(givesScalarsAsThePredecessorDoes) {
  CHECK(plainValueFor(@{@"name" : @"x", @"type" : @"int64"}).int64Value == 0);
  CHECK(plainValueFor(@{@"name" : @"x", @"type" : @"double"}).doubleValue == 0);
  CHECK_EQUAL(plainValueFor(@{@"name" : @"x", @"type" : @"string"}).stringValue, @"hello world");
}

TEST(givesDictionariesWithTheKeysThatTheConstraintAsksFor) {
  NSDictionary *words =
      plainValueFor(@{@"name" : @"x", @"type" : @"dictionary", @"keyType" : @"string"})
          .dictionaryValue;
  CHECK_EQUAL([words allKeys], @[ @"hello world" ]);
  NSDictionary *numbers =
      plainValueFor(@{@"name" : @"x", @"type" : @"dictionary", @"keyType" : @"int64"})
          .dictionaryValue;
  CHECK_EQUAL([numbers allKeys], @[ @0 ]);
}

TEST(givesSequencesOfTheTypeThatTheConstraintAsksFor) {
  MLSequence *words =
      plainValueFor(@{@"name" : @"x", @"type" : @"sequence", @"elementType" : @"string"})
          .sequenceValue;
  CHECK_EQUAL(words.stringValues, @[ @"hello world" ]);
  MLSequence *numbers =
      plainValueFor(@{@"name" : @"x", @"type" : @"sequence", @"elementType" : @"int64"})
          .sequenceValue;
  CHECK_EQUAL(numbers.int64Values, @[ @0 ]);
}

TEST(refusesAShapeForATypeThatHasNone) {
  CHECK_CONTAINS(problemFor(@{@"name" : @"x", @"type" : @"int64"}, @[ @1 ]), @"int64");
}

#pragma mark - All inputs

TEST(givesOptionalInputsOrLeavesThemOut) {
  MLModel *model = ANOModelWithInputs(@[
    arrayInput(@{}),
    @{@"name" : @"mask", @"type" : @"double", @"optional" : [NSNumber numberWithBool:YES]}
  ]);
  ANOFault *fault = nil;
  ANOOptions *options = ANOPlainOptions();
  CHECK_EQUAL(ANOMakeInputs(model, options, &fault).names, (@[ @"mask", @"x" ]));
  options.omitOptionals = YES;
  CHECK_EQUAL(ANOMakeInputs(model, options, &fault).names, @[ @"x" ]);
  CHECK(fault == nil);
}

TEST(refusesAShapeForAnInputThatIsNotThere) {
  MLModel *model = ANOModelWithInputs(@[ arrayInput(@{}) ]);
  ANOOptions *options = ANOPlainOptions();
  options.shapes = @{@"z" : @[ @1 ]};
  ANOFault *fault = nil;
  CHECK(!ANOMakeInputs(model, options, &fault));
  CHECK(fault.status == ANOStatusInput);
  CHECK_CONTAINS(fault.message, @"'z', which is no input; the inputs are: x");
}

TEST(namesTheInputAndItsTypeWhereNoValueCanBeMade) {
  MLModel *model = ANOModelWithInputs(@[ @{@"name" : @"x", @"type" : @"invalid"} ]);
  ANOFault *fault = nil;
  CHECK(!ANOMakeInputs(model, ANOPlainOptions(), &fault));
  CHECK(fault.status == ANOStatusInput);
  CHECK_CONTAINS(fault.message, @"input 'x' of type invalid");
}

TEST(makesAFreshStateForAModelThatHasOne) {
  NSDictionary *script = @{
    @"inputs" : @[ arrayInput(@{}) ],
    @"outputs" : @[],
    @"states" : @[
      @{@"name" : @"cache",
        @"type" : @"multiArray",
        @"shape" : @[ @4 ],
        @"dataType" : @"FLOAT16"}
    ]
  };
  ANOFault *fault = nil;
  MLModel *model = [MLModel
      modelWithContentsOfURL:[NSURL fileURLWithPath:ANOScriptedModel(@"m.mlmodelc", script)]
               configuration:[[[MLModelConfiguration alloc] init] autorelease]
                       error:NULL];
  ANOLiveInputs *inputs = ANOMakeInputs(model, ANOPlainOptions(), &fault);
  CHECK(inputs.state != nil);
  CHECK(inputs.state != ANOMakeInputs(model, ANOPlainOptions(), &fault).state);
  CHECK_EQUAL(inputs.names, @[ @"x" ]);
  CHECK_EQUAL(ANOStateNames(model.modelDescription), @[ @"cache" ]);
}
