# Tests on Linux: each test/*Tests.m is a program of its own.

# Tests of the policy run over ANOFakeRuntime; they are linked with the policy half alone, so that
# nothing in it can come to need a framework, played or real.
POLICY_TESTS := Check Coverage Dispatch Evaluation Json Messages Process Shortening \
  Wire
POLICY := ANOCanary.m ANOCheck.m ANOCheckRequest.m ANOChild.c ANOCoverage.m ANODispatch.m \
  ANOEvaluation.m ANOJsonReader.m ANOJsonWriter.m ANOMessages.m ANOMessageWriter.m \
  ANOObservation.m ANOOutlet.m ANOParent.c ANOPlanRun.m ANOProbe.m ANOProbeRequest.m \
  ANOProcess.c ANORuntime.m ANOSeenModel.m ANOUtf8.c ANOVocabulary.c ANOWire.c
POLICY_HELPERS := ANOCollectingSink.m ANOConversation.m ANOFakeModel.m ANOFakeRuntime.m ANOTest.m
POLICY_OBJECTS := $(POLICY:%=$(BUILD)/obj/src/%.o) $(POLICY_HELPERS:%=$(BUILD)/obj/test/%.o)

TEST_CFLAGS := -Itest
TEST_PROGRAMS := $(TESTS:test/%.m=$(BUILD)/test/%)
TEST_HELPERS := $(patsubst %,$(BUILD)/obj/%.o,$(filter-out %Tests.m,$(wildcard test/*.m test/*.c)))
POLICY_PROGRAMS := $(POLICY_TESTS:%=$(BUILD)/test/%Tests)
# The blocks' runtime comes before GNUstep, whose own _Block_copy copies nothing.
BASE_LIBS := -lBlocksRuntime $(filter-out -L%,$(shell gnustep-config --base-libs)) -ldl -lpthread
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=undefined
# GNUstep and its classes keep what they made once for as long as the program lives, so leaks are
# looked for by growth instead.
TEST_ENVIRONMENT = ANO_ROOT=. ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
  UBSAN_OPTIONS=print_stacktrace=1
FUZZ_SECONDS ?= 20
FUZZERS := $(patsubst test/fuzz/%.m,$(BUILD)/fuzz/%,$(wildcard test/fuzz/*Fuzzer.m))
FORMATTED := $(wildcard src/*.[chm] src/private/*.h test/*.[chm] test/fuzz/*.[chm] \
  standin/src/*.[chm] standin/include/*/*.h)

.PHONY: run-tests
test: $(BUILD)/ane-agent $(CANARIES)
	@$(MAKE) --no-print-directory run-tests

run-tests: $(TEST_PROGRAMS)
	@failed=0; total=0; for program in $^; do \
	  text=$$(env $(TEST_ENVIRONMENT) ANO_BUILD=$(BUILD) $$program) || failed=1; \
	  printf '%s: %s\n' "$$(basename $$program)" "$$text"; \
	  count=$${text%% tests,*}; \
	  case $$count in ''|*[!0-9]*) failed=1;; *) total=$$((total + count));; esac; \
	done; echo "$$total tests in all"; exit $$failed

# An archive: a test takes from it what it uses and nothing else.
$(BUILD)/libtest.a: $(TEST_HELPERS)
	@rm -f $@
	ar rcs $@ $^

$(POLICY_PROGRAMS): $(BUILD)/test/%: $(BUILD)/obj/test/%.m.o $(POLICY_OBJECTS)
	@mkdir -p $(dir $@)
	$(CC) $(LDFLAGS) -o $@ $^ $(BASE_LIBS)

$(filter-out $(POLICY_PROGRAMS),$(TEST_PROGRAMS)): $(BUILD)/test/%: $(BUILD)/obj/test/%.m.o \
    $(BUILD)/libtest.a $(OBJECTS) $(LIBRARIES)
	@mkdir -p $(dir $@)
	$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LDLIBS)

$(BUILD)/obj/test/%.o: test/%
	@mkdir -p $(dir $@)
	$(CC) $(CFLAGS) $(TEST_CFLAGS) -c -o $@ $<

sanitize:
	@$(MAKE) --no-print-directory BUILD=build/sanitize SANITIZE='$(SANITIZERS)' test

# The fuzzers are built from their sources at once: every file of theirs is instrumented.
$(BUILD)/fuzz/%: test/fuzz/%.m $(wildcard src/ANOJson*.m src/ANOMessage*.m src/ANORuntime.m \
    src/ANOVocabulary.c src/ANOWire.c src/ANOUtf8.c)
	@mkdir -p $(dir $@)
	$(CC) $(filter-out -MMD -MP -O2,$(CFLAGS)) -O1 $(TEST_CFLAGS) \
	  -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -L$(GCC_LIBRARIES) -o $@ $^ $(BASE_LIBS)

# Each fuzzer is a target, so that -j runs them side by side.
FUZZ_RUNS := $(FUZZERS:%=%-run)
.PHONY: $(FUZZ_RUNS)
fuzz: $(FUZZ_RUNS)

$(FUZZ_RUNS): %-run: %
	@rm -rf $<-seeds; mkdir -p $<-seeds
	@python3 test/fuzz/seeds.py protocol/transcripts $<-seeds
	$(TEST_ENVIRONMENT) $< -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -timeout=10 \
	  -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix=$(BUILD)/fuzz/ $<-seeds

format:
	clang-format-14 -i $(FORMATTED)

check-format:
	clang-format-14 --dry-run --Werror $(FORMATTED)
