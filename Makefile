# Gabay. Type `make run` to see it, `make test` to check it, `make help` for
# the rest. SANITIZE=address,undefined or thread builds into a folder of its
# own, so does WIDEN=1 (lib/widen.h); DEVELOPER=1 turns warnings into errors;
# V=1 shows the commands.

VERSION  := 0.1.0
PREFIX   ?= /usr/local
ETC      ?= /etc
DESTDIR  ?=
LISTEN   ?= 127.0.0.1:8080
PORT     ?= 8080
CONTENT  ?= articles
JOBS     ?= $(shell nproc)
comma    := ,
# Programs in which any call that may fail can be made to: tests/faults/.
ifdef FAULTS
SANITIZE := address
BUILD    := build/faults
INJECT    = $(BUILD)/tests/faults/inject.o
WRAP      = $(shell sed -n 's/^    X.\([a-zA-Z0-9_]*\),.*/-Wl,--wrap=\1/p' \
            tests/faults/inject.c)
endif
variant   = $(subst $(comma),-,$(SANITIZE))$(if $(WIDEN),$(if \
            $(SANITIZE),-)widen)
BUILD    ?= build$(addprefix /,$(variant))
Q        := $(if $(V),,@)
say       = $(if $(V),,@echo "  $(1)";)

CC       := gcc
CXX      := g++
PACKAGES := xapian-core icu-uc icu-i18n libcmark-gfm libmicrohttpd yaml-0.1 \
            jansson libdeflate libbrotlienc libxxhash sqlite3 nettle
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
LIB      := $(call sources,lib lib/icu lib/xapian lib/analyse lib/analyse/stem \
            lib/analyse/stop lib/template lib/site lib/records lib/query lib/thesaurus \
            lib/hours)
INDEXER  := $(filter-out indexer/main.c,$(call sources,indexer \
            $(addprefix indexer/,base settings front_matter markdown content \
            arrange check history page index report compile preview new import)))
SERVER   := $(filter-out server/main.c,$(call sources,server server/store))
UNIT     := $(sort $(wildcard tests/unit/test_*.c))
FUZZ     := $(sort $(wildcard tests/fuzz/fuzz_*.c))
UNITS    := $(patsubst tests/%.c,$(BUILD)/tests/%,$(UNIT))
FUZZERS  := $(patsubst tests/%.c,$(BUILD)/tests/%,$(FUZZ))
# The program that learns the Polish stemmer's rules, and what from.
LEARN    := $(sort $(wildcard lib/analyse/stem/learn/*.[ch])) lib/arena.c \
            lib/buf.c lib/err.c lib/str.c lib/utf8.c
HUNSPELL := $(addprefix /usr/share/hunspell/pl_PL,.aff .dic)
THESAURI := $(sort $(wildcard lib/thesaurus/*.txt))
VECTORS  := lib/analyse/vectors.json
MCP      := server/mcp_tools.json
SCHEMAS  := $(sort $(wildcard server/schemas/*.json))
NEW_SITE := $(sort $(shell find indexer/new/texts -type f ! -name '.*'))
PROGRAMS := $(BUILD)/gabay-indexer $(BUILD)/gabay-server
ARCHIVES := $(BUILD)/indexer.a $(BUILD)/server.a $(BUILD)/lib.a

#: make run        build, compile articles/, serve on http://127.0.0.1:8080
#: make preview    what you write, as you save it: CONTENT=articles PORT=8080
#: make test       install what the tests need, run all of them
#: make all        the programs, in build/
#: make lint       the rules of the house, clang-format, cppcheck
#: make format     clang-format on all C files
#: make golden     show how compiled pages change, then keep them
#: make vectors    show how the analyser's test vectors change, then keep them
#: make fuzz       SECONDS=60 of each fuzz target
#: make bench      the figures; TEN=1: a query at ten times the articles
#: make relevance  what customers ask, and what they find; RECORD=1 keeps it,
#:                 WORST=5 shows what went worst, SETS=DIR asks other sets
#: make screenshots  pictures of the sample's pages, into docs/images/
#: make install    into PREFIX=/usr/local and ETC=/etc, below DESTDIR=
#: make uninstall  take it away again; a changed configuration stays
#: make deb        a Debian package, in build/
#: make dist       the sources in one archive, in build/
#: make fresh      all of it on a bare Debian 12 (as root, some minutes)
#: make clean      remove build/
all: $(PROGRAMS)

help:
	@sed -n 's/^#: //p' Makefile

run: all
	@$(BUILD)/gabay-indexer articles -o $(BUILD)/articles.gabay
	@echo 'Gabay serves articles/ on http://$(LISTEN)  (Ctrl+C ends it)'
	@exec $(BUILD)/gabay-server $(BUILD)/articles.gabay --listen $(LISTEN)

preview: all
	@sh server/install/preview.sh $(BUILD) '$(CONTENT)' '$(PORT)'

# What builds and tests need, installed by name where it is missing.
PREPARED := $(BUILD)/.prepared
$(PREPARED): tests/tools/install.sh
	@sh tests/tools/install.sh build
	@mkdir -p $(@D) && touch $@

$(BUILD)/gabay-indexer: $(BUILD)/indexer/main.o $(INJECT) $(BUILD)/indexer.a \
                        $(BUILD)/lib.a
	$(call say,LINK $@)$(CXX) $(LDFLAGS) $(WRAP) -o $@ $^ $(LDLIBS)
$(BUILD)/gabay-server: $(BUILD)/server/main.o $(INJECT) $(BUILD)/server.a \
                       $(BUILD)/lib.a
	$(call say,LINK $@)$(CXX) $(LDFLAGS) $(WRAP) -o $@ $^ $(LDLIBS)
# What is made when the programs are built: files that become part of them.
MADE     := $(addprefix $(BUILD)/lib/,thesaurus/texts analyse/vector_files \
            analyse/stem/polish_rules)
SERVES   := $(addprefix $(BUILD)/server/,schema_files mcp_files)
STARTS   := $(BUILD)/indexer/new_files
$(BUILD)/lib.a: $(call objects,$(LIB)) $(MADE:%=%.o)
$(BUILD)/indexer.a: $(call objects,$(INDEXER)) $(STARTS:%=%.o)
$(BUILD)/server.a: $(call objects,$(SERVER)) $(SERVES:%=%.o)
%.a:
	@mkdir -p $(@D)
	$(call say,AR   $@)rm -f $@ && ar rcs $@ $^
$(BUILD)/%.o: %.c | $(PREPARED)
	@mkdir -p $(@D)
	$(call say,CC   $<)$(CC) $(CFLAGS) $(PKGFLAGS) -c -o $@ $<
$(BUILD)/%.o: %.cc | $(PREPARED)
	@mkdir -p $(@D)
	$(call say,CXX  $<)$(CXX) $(CXXFLAGS) $(PKGFLAGS) -c -o $@ $<
# embed PLACE, TABLE (lib/embedded.h), FILES: they become part of the programs.
define embed
$(BUILD)/$(1).c: lib/embed.sh $(3)
	@mkdir -p $$(@D)
	@sh $$< $(2) $(3) >$$@.new && mv $$@.new $$@
endef
$(eval $(call embed,lib/thesaurus/texts,thesaurus_texts,$(THESAURI)))
$(eval $(call embed,lib/analyse/vector_files,vector_files,$(VECTORS)))
$(eval $(call embed,server/schema_files,schema_files,$(SCHEMAS)))
$(eval $(call embed,server/mcp_files,mcp_files,$(MCP)))
$(eval $(call embed,indexer/new_files,--below indexer/new/texts new_site_files,\
    $(NEW_SITE)))
# The Polish stemmer's rules, learned from a dictionary in some seconds.
$(BUILD)/learn_polish: $(LEARN) | $(PREPARED)
	$(call say,CC   $@)$(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -I. \
	    $(WARN) $(CWARN) -include lib/banned.h -o $@ $(filter %.c,$^)
$(BUILD)/lib/analyse/stem/polish_rules.c: $(BUILD)/learn_polish
	@mkdir -p $(@D)
	$(call say,LEARN $@)$< $(HUNSPELL) >$@.new && mv $@.new $@
$(addsuffix .o,$(MADE) $(SERVES) $(STARTS)): %.o: %.c | $(PREPARED)
	$(call say,CC   $<)$(CC) $(CFLAGS) $(PKGFLAGS) -c -o $@ $<
$(UNITS): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(ARCHIVES)
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka
$(FUZZERS): $(BUILD)/tests/%: $(BUILD)/tests/%.o \
            $(BUILD)/tests/fuzz/driver.o $(ARCHIVES)
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

HTTP_TOOLS := $(BUILD)/tests/http/make_site $(BUILD)/tests/http/patch_site
$(HTTP_TOOLS): %: %.o $(BUILD)/lib.a
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

STORE_TOOL := $(BUILD)/tests/store/submit
$(STORE_TOOL): $(BUILD)/tests/store/submit.o $(ARCHIVES)
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

VECTOR_TOOL := $(BUILD)/tests/vectors/vectors
$(VECTOR_TOOL): $(BUILD)/tests/vectors/vectors.o $(BUILD)/lib.a
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

WORK := $(BUILD)/tests/work/work
$(WORK): $(BUILD)/tests/work/work.o $(ARCHIVES)
	$(call say,LINK $@)$(CXX) $(LDFLAGS) -o $@ $^ $(LDLIBS)

units: $(UNITS) $(WORK) tools
tools: $(HTTP_TOOLS) $(STORE_TOOL)
fuzzers: $(FUZZERS)

test check:
	@sh tests/tools/install.sh build test browser
	@sh tests/run.sh
# Every fault, ten minutes of each fuzz target: some hours.
test-full:
	@sh tests/tools/install.sh build test browser
	@FULL=1 sh tests/run.sh
lint:
	@sh tests/tools/install.sh build lint
	@sh tests/lint.sh
format:
	@clang-format -i $$(git ls-files '*.c' '*.h' '*.cc')
golden: all
	@python3 tests/golden/golden.py --update $(BUILD)/gabay-indexer
# After a deliberate change of the analyser, or with new texts in the file.
vectors: $(VECTOR_TOOL)
	@$< $(VECTORS) >$(BUILD)/vectors.json
	@diff -u $(VECTORS) $(BUILD)/vectors.json || \
	    cp $(BUILD)/vectors.json $(VECTORS)
fuzz:
	@sh tests/fuzz/run.sh $(or $(SECONDS),60)
bench: all
	@sh tests/tools/install.sh build bench browser
	@python3 tests/bench/$(if $(TEN),ten_times,bench).py $(BUILD)
	$(if $(TEN),,@sh tests/browser/run.sh bench.js $(BUILD))
screenshots: all
	@sh tests/tools/install.sh build browser
	@sh tests/browser/run.sh screenshots.js $(BUILD) docs/images
# KINDS=1 by kind of question, WORST=N of them; SET_ASIDE=1 for final figures.
# SETS=DIR: the sets of questions in that folder beside what others reach.
relevance: all
	@python3 tests/relevance/$(if $(SETS),compare,relevance).py $(BUILD) \
	    $(SETS) $(if $(WORST),--worst $(WORST)) $(if $(RECORD),--record) \
	    $(if $(SETS),,$(if $(KINDS),--kinds) $(if $(SET_ASIDE),--set-aside))

# What is installed: mode, file, place. Themes and articles are folders.
SHARE    := $(PREFIX)/share
SYSTEMD  := $(PREFIX)/lib/systemd/system
COMPLETE := $(SHARE)/bash-completion/completions
MANPAGES := $(wildcard docs/man/*.[1-9])
INSTALL  := server/install
PLACES   := 755:$(BUILD)/gabay-indexer:$(PREFIX)/bin/gabay-indexer \
    755:$(BUILD)/gabay-server:$(PREFIX)/bin/gabay-server \
    644:$(BUILD)/gabay-server.service:$(SYSTEMD)/gabay-server.service \
    644:$(INSTALL)/gabay-server.socket:$(SYSTEMD)/gabay-server.socket \
    644:$(BUILD)/gabay-compile.service:$(SYSTEMD)/gabay-compile.service \
    644:$(INSTALL)/gabay-compile.timer:$(SYSTEMD)/gabay-compile.timer \
    755:$(INSTALL)/compile.sh:$(PREFIX)/lib/gabay/compile \
    644:$(INSTALL)/sysusers.conf:$(PREFIX)/lib/sysusers.d/gabay.conf \
    644:$(INSTALL)/tmpfiles.conf:$(PREFIX)/lib/tmpfiles.d/gabay.conf \
    644:$(INSTALL)/completion.bash:$(COMPLETE)/gabay-indexer \
    644:$(INSTALL)/completion.bash:$(COMPLETE)/gabay-server \
    $(foreach m,$(MANPAGES),\
    644:$m:$(SHARE)/man/man$(subst .,,$(suffix $m))/$(notdir $m))
CONFIG   := $(DESTDIR)$(ETC)/gabay/server.conf
placed    = set -f; IFS=' '; for row in $(strip $(PLACES)); do \
            IFS=:; set -- $$row; $(1); done

UNITS_IN := $(addprefix $(BUILD)/gabay-,server.service compile.service)
$(UNITS_IN): $(BUILD)/%: $(INSTALL)/%.in FORCE
	@sed -e 's,@BIN@,$(PREFIX)/bin,' -e 's,@ETC@,$(ETC),' \
	    -e 's,@LIB@,$(PREFIX)/lib/gabay,' $< >$@
$(BUILD)/server.conf: $(BUILD)/gabay-server
	@$< --print-config >$@

install: all $(UNITS_IN) $(BUILD)/server.conf
	@umask 022 && set -e; \
	$(call placed,install -D -m $$1 "$$2" "$(DESTDIR)$$3"); \
	install -d '$(DESTDIR)$(SHARE)/gabay/themes'; \
	cp -r --no-preserve=all themes/default '$(DESTDIR)$(SHARE)/gabay/themes'; \
	cp -r --no-preserve=all articles '$(DESTDIR)$(SHARE)/gabay'; \
	[ -e '$(CONFIG)' ] || install -D -m 644 $(BUILD)/server.conf '$(CONFIG)'
uninstall: $(BUILD)/server.conf
	@$(call placed,rm -f "$(DESTDIR)$$3")
	@rm -rf '$(DESTDIR)$(SHARE)/gabay'
	@rmdir '$(DESTDIR)$(PREFIX)/lib/gabay' 2>/dev/null || true
	@! cmp -s $(BUILD)/server.conf '$(CONFIG)' || rm '$(CONFIG)'
	@rmdir '$(dir $(CONFIG))' 2>/dev/null || true

NAME     := gabay-$(VERSION)
deb: all
	@sh tests/tools/install.sh deb
	@rm -rf $(BUILD)/deb
	@$(MAKE) -s install DESTDIR=$(abspath $(BUILD)/deb) PREFIX=/usr ETC=/etc
	@sh $(INSTALL)/deb.sh $(BUILD)/deb $(VERSION) $(BUILD)/gabay_$(VERSION).deb
	@echo '  DEB  $(BUILD)/gabay_$(VERSION).deb'
dist:
	@mkdir -p $(BUILD)
	@git archive --prefix=$(NAME)/ -o $(BUILD)/$(NAME).tar.gz HEAD
	@echo '  DIST $(BUILD)/$(NAME).tar.gz'
fresh:
	@sh tests/tools/install.sh fresh
	@bash tests/fresh.sh
clean:
	rm -rf build

-include $(shell find build -type f -name '*.d' 2>/dev/null)
.PHONY: all help run preview units tools fuzzers test test-full check lint format \
        golden vectors fuzz bench screenshots relevance install uninstall deb \
        dist fresh clean FORCE
.SECONDARY:
