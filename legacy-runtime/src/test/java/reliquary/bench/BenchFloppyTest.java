package reliquary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.fat.FatFileSystem;

class BenchFloppyTest {
    @TempDir
    Path folder;

    @Test
    void without_dos_it_holds_the_workload_behind_its_host() throws IOException {
        Path image = folder.resolve("bench.img");
        BenchFloppy own = new BenchFloppy(Optional.empty());
        own.create(image, Workload.SIEVE);
        assertThat(own.canRun(Workload.SIEVE)).isTrue();
        assertThat(own.canRun(Workload.DOSCALLS)).isFalse();
        try (DiskImage disk = DiskFormats.open(image)) {
            FatFileSystem files = FatFileSystem.open(Volume.of(disk));
            List<FileEntry> entries = files.list(files.root());
            assertThat(entries).extracting(FileEntry::name).containsExactly("BENCH.SYS");
            byte[] program = files.open(entries.get(0)).readAll(1000);
            assertThat(program).hasSize(256 + Workload.SIEVE.program().length).endsWith(Workload.SIEVE.program());
        }
    }

    @Test
    void with_dos_it_is_a_copy_whose_start_file_runs_the_workload() throws IOException {
        Path original = BenchFloppy.find().freeDos().orElseGet(() -> sample());
        byte[] before = Files.readAllBytes(original);
        Path image = folder.resolve("bench.img");
        new BenchFloppy(Optional.of(original)).create(image, Workload.LINES);
        try (DiskImage disk = DiskFormats.open(image)) {
            FatFileSystem files = FatFileSystem.open(Volume.of(disk));
            FileEntry work = files.find("WORK.COM").orElseThrow();
            assertThat(files.open(work).readAll(1000)).isEqualTo(Workload.LINES.program());
            FileEntry start = files.find("AUTOEXEC.BAT").orElseThrow();
            assertThat(new String(files.open(start).readAll(100), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("@echo off\r\nWORK\r\nRESULT R\r\n");
        }
        assertThat(Files.readAllBytes(original)).isEqualTo(before);
    }

    private static Path sample() {
        Path beside = Path.of("..", "..", "shared", "guests", BenchFloppy.FREEDOS);
        if (!Files.exists(beside)) {
            Assumptions.abort("sample " + BenchFloppy.FREEDOS + " not found");
        }
        return beside;
    }
}
