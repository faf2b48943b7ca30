package reliquary.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.format.RawImage;
import reliquary.disk.fs.fat.FatFileSystem;

class LedgerFloppyTest {
    @TempDir
    Path folder;

    private Path image = Path.of("");

    @BeforeEach
    void a_new_floppy() throws IOException {
        image = folder.resolve("ledger.img");
        LedgerFloppy.create(image);
    }

    @Test
    void a_new_ledger_holds_its_first_items() throws IOException {
        try (DiskImage floppy = DiskFormats.open(image)) {
            assertThat(LedgerFloppy.items(floppy)).isEqualTo(LedgerFloppy.FIRST_ITEMS);
        }
    }

    @Test
    void a_price_that_is_none_is_named_with_its_place() throws IOException {
        write("ITEMS.DAT", ("INK                   1,75    \r\n").repeat(64));
        try (DiskImage floppy = DiskFormats.open(image)) {
            assertThatThrownBy(() -> LedgerFloppy.items(floppy))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessage("ITEMS.DAT, byte 22: '1,75    ' is not a price");
        }
    }

    @Test
    void a_floppy_with_a_short_data_file_is_no_ledger() throws IOException {
        write("ITEMS.DAT", "INK");
        try (DiskImage floppy = DiskFormats.open(image)) {
            assertThatThrownBy(() -> LedgerFloppy.items(floppy))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageContaining("no ITEMS.DAT of 2048 bytes");
        }
    }

    private void write(String name, String text) throws IOException {
        try (DiskImage floppy = RawImage.openWritable(image)) {
            FatFileSystem.open(Volume.of(floppy))
                    .write(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), LedgerFloppy.DATE);
        }
    }
}
