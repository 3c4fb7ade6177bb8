# The two commands of the README and what stands behind them. The build itself is meson's.
#
#   make            builds build/uzel
#   make run        reads the examples (or REPORTS=PATH) into a registry and serves the pages
#   make test       runs every test
#   make optimized  builds the same program for use, a tenth faster, in build-optimized (packaging/optimize.sh):
#                   what make install installs and what is measured
#   make bench      prints the figures of docs/performance.md
#   make bench-archive prints who is who in a generated archive of ARCHIVE reports: docs/registry.md
#   make bench-ask  prints how long questions to the registry REGISTRY take: docs/registry.md
#   make bench-serve prints how many questions the server of the registry REGISTRY answers: docs/server.md
#   make bench-folds prints how well names are found in documents that the model did not see
#                   (FOLDS_ARGUMENTS=read: by the models that the last time trained)
#   make bench-gates prints what the tagger's gate gives and costs
#   make bench-sourcing prints how well needs find offers, and how long a large plan takes: docs/sourcing.md
#   make bench-peers prints the figures of docs/peers.md: Uzel beside other readers of Russian names
#   make fuzz       fuzzes each parser for FUZZ_SECONDS
#   make accept     accepts the present output of the golden tests (look at the difference!)
#   make install    installs under PREFIX (with DESTDIR before it)
#   make check-format, make coverage, make clean

PREFIX ?= /usr/local
PORT ?=
FUZZ_SECONDS ?= 60
REGISTRY_FOLDER ?= registry

NPM_CI = npm ci --no-audit --no-fund --loglevel=error
WEB_SOURCES := $(shell find web messages schema -name node_modules -prune -o -name dist -prune -o -type f -print 2>/dev/null)

ifdef REPORTS
REGISTRY ?= $(REGISTRY_FOLDER)/reports.uzel
READ_ARGUMENTS = "$(REPORTS)"
else
REGISTRY ?= $(REGISTRY_FOLDER)/examples.uzel
READ_ARGUMENTS = --list examples/reports.csv
endif

.PHONY: all run optimized test test-core test-sanitized test-clang test-web bench bench-archive bench-ask bench-serve bench-folds bench-gates bench-sourcing bench-peers fuzz accept install \
        check-format coverage clean setup-run setup-test program

all: setup-run program

setup-run:
	@packaging/setup.sh run

setup-test:
	@packaging/setup.sh test

# npm leaves node_modules/.package-lock.json behind: the stamp of what is installed.
dictionary/node_modules/.package-lock.json: dictionary/package.json dictionary/package-lock.json
	cd dictionary && $(NPM_CI)
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && $(NPM_CI)
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

build/build.ninja: | dictionary/node_modules/.package-lock.json web/dist/index.html
	meson setup build --prefix "$(PREFIX)"

program: dictionary/node_modules/.package-lock.json web/dist/index.html build/build.ninja
	@ninja -C build

# The whole of it is built twice each time: what was counted is of the sources as they are.
optimized: setup-run dictionary/node_modules/.package-lock.json web/dist/index.html
	packaging/optimize.sh build-optimized --prefix "$(PREFIX)"

run: all
	@mkdir -p "$(dir $(REGISTRY))"
	build/uzel read $(READ_ARGUMENTS) --registry "$(REGISTRY)" --format table || [ $$? = 1 ]
	exec build/uzel serve --registry "$(REGISTRY)" $(if $(PORT),--port $(PORT))

test: setup-test program check-format test-core test-clang test-sanitized test-web

test-core: program
	meson configure build -Dtests=enabled
	meson test -C build --print-errorlogs

# Both compilers must build without a warning; the tests run with gcc's build and the sanitizers'. What
# clang warns of does not hang on how much it optimizes, and what the sanitizers watch takes gcc twice as
# long to compile at -O2 as at -O1, and a third longer with all that a debugger asks for: what the
# sanitizers report needs the lines alone.
test-clang: program
	@[ -f build-clang/build.ninja ] || CC=clang meson setup build-clang -Doptimization=0
	ninja -C build-clang

# With much random layout of memory (vm.mmap_rnd_bits above 28) the sanitizer's shadow of some
# compilers is now and then run over and the program dies before main(): where the system lets it,
# the tests run without the random layout.
FIXED_LAYOUT := $(shell setarch -R true 2>/dev/null && echo setarch -R)

test-sanitized: program
	@[ -f build-asan/build.ninja ] || \
	    meson setup build-asan -Db_sanitize=address,undefined -Db_lundef=false \
	        -Doptimization=1 -Ddebug=false -Dc_args=-g1
	ninja -C build-asan
	$(FIXED_LAYOUT) meson test -C build-asan --print-errorlogs --timeout-multiplier 5

test-web: program
	cd web && UZEL_PROGRAM="$(CURDIR)/build/uzel" npm test --silent

bench: optimized
	bench/run.sh build-optimized
	bench/quality.sh build-optimized/uzel

ARCHIVE = 2000
bench-archive: optimized
	python3 bench/archive/run.py build-optimized/uzel $(ARCHIVE)

bench-ask: optimized
	ninja -C build-optimized bench/bench_ask
	build-optimized/bench/bench_ask "$(REGISTRY)" build-optimized/data

bench-serve: optimized
	ninja -C build-optimized bench/bench_serve
	bench/serve.sh build-optimized "$(REGISTRY)"

bench-folds: optimized
	bench/folds.sh build-optimized $(FOLDS_ARGUMENTS)

bench-gates: optimized
	bench/gates.sh build-optimized

bench-sourcing: optimized
	ninja -C build-optimized bench/bench_match
	build-optimized/bench/bench_match build-optimized/data bench/sourcing
	bench/sourcing/plan.sh build-optimized/uzel

bench-peers: optimized
	bench/peers/run.sh build-optimized $(PEERS_ARGUMENTS)

fuzz: setup-test dictionary/node_modules/.package-lock.json web/dist/index.html
	@[ -f build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz -Dfuzz=true \
	    -Db_sanitize=address,undefined -Db_lundef=false
	ninja -C build-fuzz
	fuzz/run.sh build-fuzz $(FUZZ_SECONDS)

accept: program
	UZEL_ACCEPT=1 meson test -C build --print-errorlogs
	git --no-pager diff --stat

install: optimized
	meson install -C build-optimized --no-rebuild $(if $(DESTDIR),--destdir "$(DESTDIR)")

check-format:
	@git ls-files '*.c' '*.h' | xargs clang-format --dry-run --Werror

coverage: setup-test program
	@[ -f build-coverage/build.ninja ] || meson setup build-coverage -Db_coverage=true \
	    -Dbuildtype=debug -Dc_args=-fprofile-update=atomic
	ninja -C build-coverage
	meson test -C build-coverage --timeout-multiplier 5
	gcovr --root . --filter src/ --object-directory build-coverage --print-summary \
	    --txt build-coverage/coverage.txt build-coverage
	@tail -n 3 build-coverage/coverage.txt

clean:
	rm -rf build build-optimized build-asan build-clang build-fuzz build-coverage web/dist
