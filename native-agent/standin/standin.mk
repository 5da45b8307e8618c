# The stand-ins for Apple's frameworks: shared libraries for tests on Linux.

STANDIN_CFLAGS = $(CFLAGS) -fPIC
STANDIN_LINK = $(CC) -shared $(SANITIZE) -Wl,-rpath,'$$ORIGIN' -L$(BUILD) -L$(GCC_LIBRARIES)
STANDIN_LIBS = -lBlocksRuntime $(filter-out -L%,$(shell gnustep-config --base-libs)) -ldl -lpthread

# The file that starts a library comes last: it runs when the runtime knows the others.
IOSURFACE_SOURCES := StandinScript.m StandinClasses.m IOSurface.m StandinPlay.m \
  StandinStart.c
COREVIDEO_SOURCES := CoreVideo.m
ANE_SOURCES := ANERequest.m ANEModel.m ANEAttributes.m ANEClient.m ANEChaining.m ANEProgram.m \
  ANEMachine.m ANEStart.c
COREML_SOURCES := MLConstraints.m MLDescriptions.m MLMultiArray.m MLValues.m MLStructure.m \
  MLAnalytics.m StandinFrames.c StandinPlayedSegment.m StandinPlayedEngine.m MLPlan.m MLModel.m \
  MLPublish.m MLStart.c

standin-objects = $(1:%=$(BUILD)/obj/standin/src/%.o)

$(BUILD)/obj/standin/%.o: standin/%
	@mkdir -p $(dir $@)
	$(CC) $(STANDIN_CFLAGS) -c -o $@ $<

# What the others need too, reading scripts and playing mishaps, is in the lowest of them.
$(BUILD)/libIOSurface.so: $(call standin-objects,$(IOSURFACE_SOURCES))
	$(STANDIN_LINK) -o $@ $^ $(STANDIN_LIBS)

$(BUILD)/libCoreVideo.so: $(call standin-objects,$(COREVIDEO_SOURCES)) $(BUILD)/libIOSurface.so
	$(STANDIN_LINK) -o $@ $(filter %.o,$^) -lIOSurface $(STANDIN_LIBS)

$(BUILD)/libAppleNeuralEngine.so: $(call standin-objects,$(ANE_SOURCES)) $(BUILD)/libIOSurface.so
	$(STANDIN_LINK) -o $@ $(filter %.o,$^) -lIOSurface $(STANDIN_LIBS)

$(BUILD)/libCoreML.so: $(call standin-objects,$(COREML_SOURCES)) \
    $(BUILD)/libAppleNeuralEngine.so $(BUILD)/libCoreVideo.so
	$(STANDIN_LINK) -o $@ $(filter %.o,$^) -lAppleNeuralEngine -lCoreVideo -lIOSurface \
	  $(STANDIN_LIBS)
