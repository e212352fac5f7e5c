# Gabay. Type `make run` to see it, `make test` to check it, `make help` for
# the rest. SANITIZE=address,undefined or thread builds into a folder of its
# own, so does WIDEN=1 (lib/widen.h); DEVELOPER=1 turns warnings into errors;
# V=1 shows the commands.

VERSION  := 0.1.0
PREFIX   ?= /usr/local
LISTEN   ?= 127.0.0.1:8080
JOBS     ?= $(shell nproc)
comma    := ,
variant   = $(subst $(comma),-,$(SANITIZE))$(if $(WIDEN),$(if \
            $(SANITIZE),-)widen)
BUILD    ?= build$(addprefix /,$(variant))
Q        := $(if $(V),,@)
say       = $(if $(V),,@echo "  $(1)";)

CC       := gcc
CXX      := g++
PACKAGES := xapian-core icu-uc icu-i18n libcmark-gfm libmicrohttpd yaml-0.1 \
            jansson libdeflate libbrotlienc libxxhash
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wundef \
            -Wvla -Wcast-qual -Wwrite-strings -Wpointer-arith \
            -Wnull-dereference -Wdouble-promotion -Wimplicit-fallthrough \
            $(if $(DEVELOPER),-Werror)
CWARN    := -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
FORTIFY  := $(if $(SANITIZE),-O1 -fsanitize=$(SANITIZE) \
            -fno-sanitize-recover=all -fno-omit-frame-pointer,-O2 \
            -D_FORTIFY_SOURCE=3 -fstack-clash-protection)
COMMON   := -g $(FORTIFY) -fstack-protector-strong -fPIE -MMD -MP -I. \
            -DGABAY_VERSION='"$(VERSION)"' \
            $(if $(WIDEN),-DGABAY_WIDEN_RACES) $(EXTRA)
# Evaluated when a rule needs them: the packages may be installed by then.
PKGFLAGS  = $(shell pkg-config --cflags $(PACKAGES) | sed 's/-I/-isystem /g')
CFLAGS    = -std=c11 -D_POSIX_C_SOURCE=200809L $(COMMON) $(WARN) $(CWARN) \
            -include lib/banned.h
CXXFLAGS  = -std=c++17 $(COMMON) $(WARN) -fvisibility=hidden
LDFLAGS   = -pie -Wl,-z,relro,-z,now $(if $(SANITIZE),-fsanitize=$(SANITIZE))
LDLIBS    = $(shell pkg-config --libs $(PACKAGES)) -lcmark-gfm-extensions \
            -lstemmer -lpthread -lm

sources   = $(sort $(wildcard $(addsuffix /*.c,$(1)) $(addsuffix /*.cc,$(1))))
objects   = $(patsubst %,$(BUILD)/%.o,$(basename $(1)))
LIB      := $(call sources,lib lib/icu lib/xapian lib/analyse lib/analyse/stop \
            lib/template lib/site lib/records lib/query)
INDEXER  := $(filter-out indexer/main.c,$(call sources,indexer))
SERVER   := $(filter-out server/main.c,$(call sources,server server/store))
UNIT     := $(sort $(wildcard tests/unit/test_*.c))
FUZZ     := $(sort $(wildcard tests/fuzz/fuzz_*.c))
UNITS    := $(patsubst tests/%.c,$(BUILD)/tests/%,$(UNIT))
FUZZERS  := $(patsubst tests/%.c,$(BUILD)/tests/%,$(FUZZ))
PROGRAMS := $(BUILD)/gabay-indexer $(BUILD)/gabay-server
ARCHIVES := $(BUILD)/indexer.a $(BUILD)/server.a $(BUILD)/lib.a

all: $(PROGRAMS)

help:
	@echo 'make run        build, compile articles/, serve on http://$(LISTEN)'
	@echo 'make test       install what the tests need, run all of them'
	@echo 'make all | lint | format | golden | fuzz | bench | clean'

run: all
	@$(BUILD)/gabay-indexer articles -o $(BUILD)/articles.gabay
	@echo 'Gabay serves articles/ on http://$(LISTEN)  (Ctrl+C ends it)'
	@exec $(BUILD)/gabay-server $(BUILD)/articles.gabay --listen $(LISTEN)

# What builds and tests need, installed by name where it is missing.
PREPARED := $(BUILD)/.prepared
$(PREPARED): tests/tools/install.sh
	@sh tests/tools/install.sh build
	@mkdir -p $(@D) && touch $@

$(BUILD)/gabay-indexer: $(BUILD)/indexer/main.o $(BUILD)/indexer.a $(BUILD)/lib.a
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/gabay-server: $(BUILD)/server/main.o $(BUILD)/server.a $(BUILD)/lib.a
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/lib.a: $(call objects,$(LIB))
$(BUILD)/indexer.a: $(call objects,$(INDEXER))
$(BUILD)/server.a: $(call objects,$(SERVER))
%.a:
	@mkdir -p $(@D)
	$(call say,AR   $@)rm -f $@ && ar rcs $@ $^
$(BUILD)/%.o: %.c | $(PREPARED)
	@mkdir -p $(@D)
	$(call say,CC   $<)$(CC) $(CFLAGS) $(PKGFLAGS) -c -o $@ $<
$(BUILD)/%.o: %.cc | $(PREPARED)
	@mkdir -p $(@D)
	$(call say,CXX  $<)$(CXX) $(CXXFLAGS) $(PKGFLAGS) -c -o $@ $<
$(UNITS): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(ARCHIVES)
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka
$(FUZZERS): $(BUILD)/tests/%: $(BUILD)/tests/%.o \
            $(BUILD)/tests/fuzz/driver.o $(ARCHIVES)
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

HTTP_TOOLS := $(BUILD)/tests/http/make_site $(BUILD)/tests/http/patch_site
$(HTTP_TOOLS): %: %.o $(BUILD)/lib.a
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

units: $(UNITS) tools
tools: $(HTTP_TOOLS)
fuzzers: $(FUZZERS)

test check:
	@sh tests/tools/install.sh build test
	@sh tests/run.sh
lint:
	@sh tests/tools/install.sh build lint
	@sh tests/lint.sh
format:
	@clang-format -i $$(git ls-files '*.c' '*.h' '*.cc')
golden: all
	@python3 tests/golden/golden.py --update $(BUILD)/gabay-indexer
fuzz:
	@sh tests/fuzz/run.sh $(or $(SECONDS),60)
bench: all
	@sh tests/tools/install.sh build bench
	@python3 tests/bench/bench.py $(BUILD)
clean:
	rm -rf build

-include $(shell find build -name '*.d' 2>/dev/null)
.PHONY: all help run units tools fuzzers test check lint format golden fuzz bench \
        clean
.SECONDARY:
