package reliquary.disk.floppy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * LZHUF (Haruyasu Yoshizaki, 1988): LZSS with a window of 4096 bytes and matches of 3 to 60, whose literals and lengths
 * are coded with an adaptive Huffman tree and whose positions with a fixed one. Teledisk's "advanced compression".
 */
final class Lzhuf {
    private static final int WINDOW = 4096;
    private static final int LOOKAHEAD = 60;
    private static final int THRESHOLD = 2;

    /** 256 literals and the match lengths THRESHOLD + 1 to LOOKAHEAD. */
    private static final int SYMBOLS = 256 - THRESHOLD + LOOKAHEAD;

    private static final int NODES = SYMBOLS * 2 - 1;
    private static final int ROOT = NODES - 1;
    private static final int MAX_FREQUENCY = 0x8000;

    /** How many upper position codes have 3, 4, … 8 bits: the fixed tree is the canonical one of these lengths. */
    private static final int[] POSITION_CODES = {1, 3, 8, 12, 24, 16};

    private static final int SHORTEST_POSITION = 3;

    private final byte[] input;
    private int at;
    private int bitBuffer;
    private int bitsLeft;

    /** Frequencies, children (leaves are {@code NODES + symbol}) and parents; nodes stand in order of frequency. */
    private final int[] frequency = new int[NODES + 1];

    private final int[] child = new int[NODES];
    private final int[] parent = new int[NODES + SYMBOLS];

    /** For each next 8 bits: the upper six bits of a position, and the length of its code. */
    private final int[] positionOf = new int[256];

    private final int[] positionBits = new int[256];

    private Lzhuf(byte[] input, int from) {
        this.input = input;
        this.at = from;
        buildTree();
        buildPositions();
    }

    /**
     * Expands compressed bytes; the stream has no end mark, so it ends with the input.
     *
     * @param limit most bytes to put out
     */
    static byte[] expand(byte[] input, int from, int limit) {
        return new Lzhuf(input, from).expand(limit);
    }

    private byte[] expand(int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] window = new byte[WINDOW];
        Arrays.fill(window, (byte) ' ');
        int head = WINDOW - LOOKAHEAD;
        while (hasInput() && out.size() < limit) {
            int symbol = decodeSymbol();
            if (symbol < 256) {
                out.write(symbol);
                window[head++ & WINDOW - 1] = (byte) symbol;
                continue;
            }
            int from = head - decodePosition() - 1;
            int length = symbol - 255 + THRESHOLD;
            for (int i = 0; i < length && out.size() < limit; i++) {
                byte b = window[from + i & WINDOW - 1];
                out.write(b);
                window[head++ & WINDOW - 1] = b;
            }
        }
        return out.toByteArray();
    }

    private boolean hasInput() {
        return at < input.length || bitsLeft > 0;
    }

    private int bit() {
        if (bitsLeft == 0) {
            bitBuffer = at < input.length ? input[at++] & 0xFF : 0;
            bitsLeft = 8;
        }
        bitsLeft--;
        return bitBuffer >> bitsLeft & 1;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    private void buildTree() {
        for (int i = 0; i < SYMBOLS; i++) {
            frequency[i] = 1;
            child[i] = NODES + i;
            parent[NODES + i] = i;
        }
        for (int i = 0, node = SYMBOLS; node <= ROOT; i += 2, node++) {
            frequency[node] = frequency[i] + frequency[i + 1];
            child[node] = i;
            parent[i] = node;
            parent[i + 1] = node;
        }
        frequency[NODES] = 0xFFFF;
        parent[ROOT] = 0;
    }

    private void buildPositions() {
        int slot = 0;
        int position = 0;
        for (int i = 0; i < POSITION_CODES.length; i++) {
            int length = SHORTEST_POSITION + i;
            for (int n = 0; n < POSITION_CODES[i]; n++, position++) {
                int slots = 1 << 8 - length;
                Arrays.fill(positionOf, slot, slot + slots, position);
                Arrays.fill(positionBits, slot, slot + slots, length);
                slot += slots;
            }
        }
    }

    private int decodeSymbol() {
        int node = child[ROOT];
        while (node < NODES) {
            node = child[node + bit()];
        }
        int symbol = node - NODES;
        update(symbol);
        return symbol;
    }

    private int decodePosition() {
        int look = bits(8);
        int bits = positionBits[look] - 2;
        int low = look;
        for (int i = 0; i < bits; i++) {
            low = low << 1 | bit();
        }
        return positionOf[look] << 6 | low & 0x3F;
    }

    /** Counts a symbol and moves its nodes so that frequencies stay in ascending order. */
    private void update(int symbol) {
        if (frequency[ROOT] == MAX_FREQUENCY) {
            rebuild();
        }
        int node = parent[NODES + symbol];
        do {
            int count = ++frequency[node];
            if (count > frequency[node + 1]) {
                int to = node + 1;
                while (count > frequency[to + 1]) {
                    to++;
                }
                swap(node, to, count);
                node = to;
            }
            node = parent[node];
        } while (node != 0);
    }

    private void swap(int node, int to, int count) {
        frequency[node] = frequency[to];
        frequency[to] = count;
        int moved = child[node];
        int other = child[to];
        adopt(moved, to);
        adopt(other, node);
        child[to] = moved;
        child[node] = other;
    }

    private void adopt(int children, int by) {
        parent[children] = by;
        if (children < NODES) {
            parent[children + 1] = by;
        }
    }

    /** Halves all frequencies and builds the tree anew, leaves first. */
    private void rebuild() {
        int leaves = 0;
        for (int i = 0; i < NODES; i++) {
            if (child[i] >= NODES) {
                frequency[leaves] = (frequency[i] + 1) / 2;
                child[leaves++] = child[i];
            }
        }
        for (int i = 0, node = SYMBOLS; node < NODES; i += 2, node++) {
            int sum = frequency[i] + frequency[i + 1];
            int to = node;
            while (sum < frequency[to - 1]) {
                to--;
            }
            System.arraycopy(frequency, to, frequency, to + 1, node - to);
            System.arraycopy(child, to, child, to + 1, node - to);
            frequency[to] = sum;
            child[to] = i;
        }
        for (int i = 0; i < NODES; i++) {
            adopt(child[i], i);
        }
    }
}
