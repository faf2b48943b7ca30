package reliquary.shim.bios;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reliquary.shim.PortIo;

/**
 * Ports that record what is written: index and data pairs keep their registers, CMOS keeps its bytes, port 92h moves the
 * A20 gate; every other port reads as the last byte written, or as ones.
 */
final class TestPorts implements PortIo {
    /** One write. */
    record Write(int port, int value) {}

    final List<Write> writes = new ArrayList<>();
    final int[] cmos = new int[128];
    final int[] dac = new int[768];
    final Map<Integer, Integer> attributes = new TreeMap<>();

    private final TestMemory memory;
    private final Map<Integer, Integer> latches = new HashMap<>();
    private final Map<Integer, Map<Integer, Integer>> files = new HashMap<>();
    private boolean attributeData;
    private int attributeIndex;
    private int dacAt;

    TestPorts(TestMemory memory) {
        this.memory = memory;
        cmos[Cmos.STATUS_B] = Cmos.B_24_HOURS;
        cmos[Cmos.STATUS_D] = Cmos.D_VALID;
    }

    /** Registers behind an index port that were written, by index. */
    Map<Integer, Integer> file(int indexPort) {
        return files.computeIfAbsent(indexPort, p -> new TreeMap<>());
    }

    /** What a port reads as until something is written to it. */
    void latch(int port, int value) {
        latches.put(port, value);
    }

    @Override
    public int in8(int port) {
        return switch (port) {
            case 0x71 -> cmos[latches.getOrDefault(0x70, 0) & 0x7F];
            case 0x3C5, 0x3CF, 0x3D5, 0x3B5 -> file(port - 1).getOrDefault(latches.getOrDefault(port - 1, 0), 0);
            case 0x3BA, 0x3DA -> {
                attributeData = false;
                yield 0;
            }
            case 0x3C1 -> attributes.getOrDefault(attributeIndex, 0);
            case 0x3C9 -> dac[dacAt++];
            case 0x3CC -> latches.getOrDefault(0x3C2, 0);
            case 0x92 -> memory.a20() ? 2 : 0;
            default -> latches.getOrDefault(port, 0xFF);
        };
    }

    @Override
    public void out8(int port, int value) {
        writes.add(new Write(port, value));
        switch (port) {
            case 0x71 -> cmos[latches.getOrDefault(0x70, 0) & 0x7F] = value;
            case 0x3C5, 0x3CF, 0x3D5, 0x3B5 -> file(port - 1).put(latches.getOrDefault(port - 1, 0), value);
            case 0x3C0 -> attribute(value);
            case 0x3C7, 0x3C8 -> dacAt = value * 3;
            case 0x3C9 -> dac[dacAt++] = value;
            case 0x92 -> memory.a20((value & 2) != 0);
            default -> latches.put(port, value);
        }
    }

    private void attribute(int value) {
        if (attributeData) {
            attributes.put(attributeIndex, value);
        } else {
            attributeIndex = value & 0x1F;
        }
        attributeData = !attributeData;
    }
}
