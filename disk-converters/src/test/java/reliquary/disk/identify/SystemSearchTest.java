package reliquary.disk.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Volume;
import reliquary.disk.fs.fat.BlankFat;
import reliquary.disk.fs.fat.FatFileSystem;

/** Systems of which no copy may be passed on: only what their files are known by is written onto a blank volume. */
final class SystemSearchTest {
    private static final LocalDateTime DAY = LocalDateTime.of(1995, 8, 24, 0, 0);
    private final MemoryDisk disk = BlankFat.FAT16.format();
    private final FatFileSystem files;

    SystemSearchTest() throws IOException {
        files = FatFileSystem.open(Volume.of(disk));
    }

    private void put(String path, byte[] content) throws IOException {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (files.find(path.substring(0, slash)).isEmpty()) {
                files.makeDirectory(path.substring(0, slash), DAY);
            }
        }
        files.write(path, new ByteArrayInputStream(content), DAY);
    }

    private Inspection inspect() throws IOException {
        return new Inspector(SignatureTable.builtIn()).inspect(disk);
    }

    @ParameterizedTest
    @CsvSource({
        "/MSDOS.SYS, 'x MS-DOS version 2.00 y', MS-DOS 2.00",
        "/COMMAND.COM, 'Microsoft(R) MS-DOS(R) Version 6.22', MS-DOS 6.22",
        "/COMMAND.COM, 'The IBM Personal Computer DOS  Version 3.30 (C)Copyright', PC DOS 3.30",
        "/COMMAND.COM, 'DR DOS Release 6.0', DR DOS 6.0",
        "/OS2KRNL, 'Internal revision 8.162, 94/01/20', OS/2 8.162",
        "/SERVER.EXE, 'Novell NetWare 386 v3.12', NetWare server 3.12",
        "/coherent, 'COHERENT Version 4.2.10', Coherent 4.2.10",
        "/xenix, 'XENIX-86 System V Release 2.3.4', XENIX 2.3.4",
        "/netbsd, 'NetBSD 1.3.2 (GENERIC)', NetBSD 1.3.2",
        "/etc/redhat-release, 'Red Hat Linux release 6.2 (Zoot)', Linux Red Hat Linux release 6.2 (Zoot)"
    })
    void systems_are_known_by_what_their_files_say(String path, String text, String system) throws IOException {
        put(path, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(inspect().systems()).extracting(Finding::toString).contains(system);
    }

    @ParameterizedTest
    @CsvSource({
        "/DBASE/DBASE.EXE, 'dBASE III PLUS  version 1.1', dBASE 1.1",
        "/APP/BILLING.EXE, 'xx Portions Copyright (c) 1983,90 Borland', Turbo Pascal programs",
        "/LEDGER/STOCK.NTX, x, Clipper programs",
        "/BTR/BTRIEVE.EXE, 'Btrieve Record Manager Version 5.10a', Btrieve 5.10",
        "/123R2/123.CMP, x, Lotus 1-2-3",
        "/WP51/WP.EXE, 'WordPerfect 5.1', WordPerfect"
    })
    void applications_are_known_by_names_and_text(String path, String text, String application) throws IOException {
        put(path, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(inspect().applications()).extracting(Finding::toString).contains(application);
    }

    private static byte[] versionResource(int major, int minor, int build) {
        ByteBuffer b = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(100, 0xFEEF04BD)
                .putInt(104, 0x10000)
                .putInt(108, major << 16 | minor)
                .putInt(112, build << 16);
        return b.array();
    }

    @ParameterizedTest
    @CsvSource({
        "/WINDOWS/SYSTEM/KERNEL32.DLL, 4, 0, 950, Windows 95",
        "/WINDOWS/SYSTEM/KERNEL32.DLL, 4, 10, 2222, Windows 98 Second Edition",
        "/WINDOWS/SYSTEM/KRNL386.EXE, 3, 10, 103, Windows 3.1",
        "/WINNT/SYSTEM32/NTOSKRNL.EXE, 5, 0, 2195, Windows 2000"
    })
    void versions_of_windows_come_from_version_resources(String path, int major, int minor, int build, String name)
            throws IOException {
        put(path, versionResource(major, minor, build));
        Finding found = inspect().systems().get(0);
        assertThat(found.name()).isEqualTo(name);
        assertThat(found.version()).isEqualTo(major + "." + minor + "." + build);
        assertThat(found.sure()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void windows_nt_says_its_edition_service_pack_and_hal() throws IOException {
        put("/WINNT/SYSTEM32/CONFIG/SOFTWARE", hive());
        ByteArrayOutputStream hal = new ByteArrayOutputStream();
        hal.write(new byte[64]);
        hal.write("OriginalFilename\0halmps.dll\0".getBytes(StandardCharsets.UTF_16LE));
        put("/WINNT/SYSTEM32/HAL.DLL", hal.toByteArray());
        Finding found = inspect().systems().get(0);
        assertThat(found).hasToString("Microsoft Windows 2000 Service Pack 4");
        assertThat(found.evidence())
                .anyMatch(e -> e.contains("version 5.0, build 2195"))
                .anyMatch(e -> e.contains("halmps.dll"));
    }

    /** A hive with one branch of keys, built after the published structures. */
    private static byte[] hive() {
        HiveBuilder hive = new HiveBuilder();
        int[] values = {
            hive.value("ProductName", "Microsoft Windows 2000"),
            hive.value("CSDVersion", "Service Pack 4"),
            hive.value("CurrentVersion", "5.0"),
            hive.value("CurrentBuildNumber", "2195")
        };
        int key = hive.key("CurrentVersion", 0, hive.list(values), values.length);
        for (String name : new String[] {"Windows NT", "Microsoft", "$$$PROTO.HIV"}) {
            key = hive.key(name, hive.subkeys(key), 0, 0);
        }
        return hive.finish(key);
    }

    /** Cells one after another from byte 4096 on. */
    private static final class HiveBuilder {
        private final ByteBuffer b = ByteBuffer.allocate(12_288).order(ByteOrder.LITTLE_ENDIAN);
        private int next = 32;

        private int cell(int length) {
            int at = next;
            b.putInt(4096 + at, -(length + 4));
            next += (length + 4 + 7) / 8 * 8;
            return at;
        }

        int value(String name, String text) {
            byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_16LE);
            int data = cell(bytes.length);
            b.put(4100 + data, bytes);
            int at = cell(20 + name.length());
            b.putShort(4100 + at, (short) 0x6B76).putShort(4102 + at, (short) name.length());
            b.putInt(4104 + at, bytes.length).putInt(4108 + at, data).putInt(4112 + at, 1);
            b.put(4120 + at, name.getBytes(StandardCharsets.US_ASCII));
            return at;
        }

        int list(int[] cells) {
            int at = cell(cells.length * 4);
            for (int i = 0; i < cells.length; i++) {
                b.putInt(4100 + at + i * 4, cells[i]);
            }
            return at;
        }

        int subkeys(int key) {
            int at = cell(12);
            b.putShort(4100 + at, (short) 0x666C).putShort(4102 + at, (short) 1).putInt(4104 + at, key);
            return at;
        }

        int key(String name, int subkeys, int values, int count) {
            int at = cell(Math.max(80, 76 + name.length()));
            b.putShort(4100 + at, (short) 0x6B6E)
                    .putInt(4120 + at, subkeys == 0 ? 0 : 1)
                    .putInt(4128 + at, subkeys);
            b.putInt(4136 + at, count).putInt(4140 + at, values).putShort(4172 + at, (short) name.length());
            b.put(4176 + at, name.getBytes(StandardCharsets.US_ASCII));
            return at;
        }

        byte[] finish(int root) {
            b.putInt(0, 0x66676572).putInt(36, root);
            return b.array();
        }
    }
}
