package reliquary.disk.identify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reliquary.disk.Volume;

/**
 * Bytes by which something is recognised.
 *
 * @param at their offset in the volume; empty if they may stand anywhere in the first sector
 * @param bytes at least one
 */
record Mark(OptionalLong at, ByteBuffer bytes) {
    private static final int SECTOR = 512;

    /** From the table: either {@code text} in Latin 1 or {@code hex}. */
    @JsonCreator
    static Mark of(
            @JsonProperty("at") @Nullable Long at,
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("hex") @Nullable String hex) {
        byte[] bytes = text != null
                ? text.getBytes(StandardCharsets.ISO_8859_1)
                : HexFormat.of().parseHex(hex == null ? "" : hex);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a mark needs text or hex");
        }
        return new Mark(at == null ? OptionalLong.empty() : OptionalLong.of(at), ByteBuffer.wrap(bytes));
    }

    /** Whether the bytes are there. */
    boolean matches(Volume volume) throws IOException {
        if (at.isPresent()) {
            return volume.contains(at.getAsLong(), bytes.limit())
                    && volume.read(at.getAsLong(), bytes.limit()).equals(bytes);
        }
        if (!volume.contains(0, SECTOR)) {
            return false;
        }
        ByteBuffer sector = volume.read(0, SECTOR);
        for (int i = 0; i + bytes.limit() <= SECTOR; i++) {
            if (sector.slice(i, bytes.limit()).equals(bytes)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        boolean printable = text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
        String what = printable ? "\"" + text + "\"" : HexFormat.of().formatHex(bytes.array());
        return what + (at.isPresent() ? " at byte " + at.getAsLong() : " in the first sector");
    }
}
