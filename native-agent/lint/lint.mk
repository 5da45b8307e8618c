# A lint for the Mac, not a build: clang checks the sources, Apple-only code included, against our
# own declarations of Apple's frameworks and against macOS' own headers of libc, Mach and the
# Objective-C runtime, which the PyPI package ziglang carries. Nothing is linked and nothing runs.
# ZIG_INCLUDE=… names the folder of such headers (…/any-darwin-any) where it is there already.

ZIG_VERSION := 0.17.1
LINT := $(BUILD)/lint
ZIG_INCLUDE ?= $(LINT)/ziglang/lib/libc/include/any-darwin-any
LINT_SOURCES := $(wildcard src/*.m src/*.c)
# The oldest macOS that is built for, and the one that brought CPU_AND_NE.
LINT_TARGETS := arm64-apple-macos12 arm64-apple-macos13
LINT_FLAGS = -fsyntax-only -std=gnu11 -fblocks -fno-objc-arc -Wall \
  -Wextra -Wno-unused-parameter -Wno-nullability-completeness -Werror -nostdlibinc \
  -DANO_VERSION='"$(VERSION)"' -Isrc -Isrc/private -Ilint/include -Istandin/include \
  -isystem $(ZIG_INCLUDE)

lint: $(ZIG_INCLUDE)/objc/NSObject.h
	@failed=0; for target in $(LINT_TARGETS); do for source in $(LINT_SOURCES); do \
	  $(CC) -target $$target $(LINT_FLAGS) $$source || failed=1; \
	done; done; \
	if [ $$failed -eq 0 ]; then echo 'lint: $(words $(LINT_SOURCES)) sources pass'; fi; \
	exit $$failed

$(LINT)/ziglang/lib/libc/include/any-darwin-any/objc/NSObject.h:
	@mkdir -p $(LINT)
	python3 -m pip download -q --no-deps -d $(LINT) ziglang==$(ZIG_VERSION)
	python3 -m zipfile -e $(LINT)/ziglang-$(ZIG_VERSION)-*.whl $(LINT)
	@touch $@
