package org.dl4jlab.engine.internal.runtime;

import org.dl4jlab.engine.SettingOutcome;

/**
 * Makes glibc keep big blocks instead of returning them to the kernel.
 *
 * <p>This halves the page faults of DL4J's own path. Huge pages, which leave one fault in a hundred, can be asked of
 * glibc only before the process starts: {@code GLIBC_TUNABLES=glibc.malloc.hugetlb=1}. The engine needs neither, it
 * allocates once.
 */
final class GlibcMalloc implements RuntimeSetting {

    static final String NAME = "malloc";
    private static final int BIGGEST_HEAP_BLOCK = 32 << 20;
    private static final int TOP_PAD = 64 << 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reason() {
        return "By default glibc maps and unmaps every big block, so each training step page-faults its memory anew.";
    }

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        if (machine.c().isEmpty()) {
            return SettingOutcome.skipped(NAME, "the C library of this platform cannot be reached");
        }
        CLibrary c = machine.c().get();
        if (c.glibcVersion().isEmpty()) {
            return SettingOutcome.skipped(NAME, "the C library is not glibc");
        }
        String tunables = System.getenv("GLIBC_TUNABLES");
        if (tunables != null && tunables.contains("glibc.malloc")) {
            return SettingOutcome.skipped(NAME, "GLIBC_TUNABLES=" + tunables + " was given");
        }
        boolean accepted = c.mallopt(CLibrary.M_MMAP_THRESHOLD, BIGGEST_HEAP_BLOCK) == 1
                & c.mallopt(CLibrary.M_TRIM_THRESHOLD, Integer.MAX_VALUE) == 1
                & c.mallopt(CLibrary.M_TOP_PAD, TOP_PAD) == 1;
        if (!accepted) {
            return SettingOutcome.failed(NAME, "mallopt refused a value");
        }
        return SettingOutcome.applied(NAME, "blocks up to 32 MiB from the heap, never trimmed, grown by 64 MiB");
    }
}
