package reliquary.disk.floppy;

/**
 * Turns the times between flux reversals into bit cells as a drive's data separator does: a phase-locked loop that
 * follows each reversal with part of its phase error and less of its frequency error (Intel 82077AA data sheet, 3.2).
 */
final class FluxDecoder {
    /** Histogram step, in nanoseconds; reversals closer than 1 µs or farther than 16 µs do not count. */
    private static final int STEP = 50;

    private static final int SHORTEST = 700;
    private static final int LONGEST = 16_000;

    private static final double PHASE_GAIN = 0.65;
    private static final double FREQUENCY_GAIN = 0.05;
    private static final double FREQUENCY_RANGE = 0.15;

    private FluxDecoder() {}

    /**
     * One revolution as cells.
     *
     * @param intervals nanoseconds from each flux reversal to the next
     */
    static BitTrack decode(int[] intervals) {
        double nominal = cellTime(intervals);
        long total = 0;
        for (int interval : intervals) {
            total += interval;
        }
        int capacity = (int) Math.min(4_000_000, total / (nominal * (1 - FREQUENCY_RANGE)) + 16);
        byte[] cells = new byte[capacity / 8 + 1];
        int count = 0;
        double cell = nominal;
        double phase = 0;
        for (int interval : intervals) {
            double time = interval + phase;
            int steps = Math.max(1, (int) Math.round(time / cell));
            if (count + steps > cells.length * 8) {
                break;
            }
            count += steps;
            cells[count - 1 >> 3] |= (byte) (1 << 7 - (count - 1 & 7));
            double error = time - steps * cell;
            phase = error * (1 - PHASE_GAIN);
            cell += error / steps * FREQUENCY_GAIN;
            cell = Math.max(nominal * (1 - FREQUENCY_RANGE), Math.min(nominal * (1 + FREQUENCY_RANGE), cell));
        }
        return new BitTrack(cells, count);
    }

    /** Half of the shortest usual interval: the closest reversals in MFM and in FM are two such cells apart. */
    private static double cellTime(int[] intervals) {
        int[] histogram = new int[LONGEST / STEP + 1];
        int counted = 0;
        for (int interval : intervals) {
            if (interval >= SHORTEST && interval < LONGEST) {
                histogram[interval / STEP]++;
                counted++;
            }
        }
        // A peak spreads over some steps; the first run of three that holds a twelfth of all is the shortest interval.
        for (int i = 1; i + 2 < histogram.length; i++) {
            int around = histogram[i - 1] + histogram[i] + histogram[i + 1];
            int next = histogram[i] + histogram[i + 1] + histogram[i + 2];
            if (around * 12 >= counted && around >= next && counted > 0) {
                double middle = (histogram[i - 1] * (i - 0.5) + histogram[i] * (i + 0.5) + histogram[i + 1] * (i + 1.5))
                        / around;
                return middle * STEP / 2;
            }
        }
        return 2_000;
    }
}
