package reliquary.disk.partition;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import reliquary.disk.ByteRange;

/** What the type bytes of MBR partitions stand for (Andries Brouwer's list of partition identifiers). */
final class MbrTypes {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            entry(0x01, "FAT12"),
            entry(0x02, "XENIX root"),
            entry(0x03, "XENIX /usr"),
            entry(0x04, "FAT16 up to 32 MB"),
            entry(0x05, "extended"),
            entry(0x06, "FAT16"),
            entry(0x07, "NTFS or HPFS"),
            entry(0x08, "AIX or split drive"),
            entry(0x09, "AIX data or Coherent file system"),
            entry(0x0A, "OS/2 Boot Manager or Coherent swap"),
            entry(0x0B, "FAT32"),
            entry(0x0C, "FAT32, LBA"),
            entry(0x0E, "FAT16, LBA"),
            entry(0x0F, "extended, LBA"),
            entry(0x10, "OPUS"),
            entry(0x11, "hidden FAT12"),
            entry(0x12, "diagnostics"),
            entry(0x14, "hidden FAT16 up to 32 MB"),
            entry(0x16, "hidden FAT16"),
            entry(0x17, "hidden NTFS or HPFS"),
            entry(0x1B, "hidden FAT32"),
            entry(0x1C, "hidden FAT32, LBA"),
            entry(0x1E, "hidden FAT16, LBA"),
            entry(0x24, "NEC DOS"),
            entry(0x39, "Plan 9"),
            entry(0x3C, "PartitionMagic"),
            entry(0x42, "Windows dynamic disk"),
            entry(0x4D, "QNX 4"),
            entry(0x50, "OnTrack Disk Manager, read-only"),
            entry(0x51, "OnTrack Disk Manager or Novell"),
            entry(0x52, "CP/M"),
            entry(0x53, "OnTrack Disk Manager, write-only"),
            entry(0x54, "OnTrack Disk Manager overlay"),
            entry(0x55, "EZ-Drive"),
            entry(0x56, "Golden Bow VFeature"),
            entry(0x5C, "Priam EDisk"),
            entry(0x61, "SpeedStor"),
            entry(0x63, "UNIX System V (SCO, UnixWare, ISC, 386/ix)"),
            entry(0x64, "NetWare 286"),
            entry(0x65, "NetWare 386"),
            entry(0x75, "PC/IX"),
            entry(0x80, "Minix up to 1.4a"),
            entry(0x81, "Minix"),
            entry(0x82, "Linux swap or Solaris"),
            entry(0x83, "Linux"),
            entry(0x84, "OS/2 hidden or hibernation"),
            entry(0x85, "Linux extended"),
            entry(0x86, "FAT16 volume set"),
            entry(0x87, "NTFS volume set"),
            entry(0x8E, "Linux LVM"),
            entry(0x93, "Amoeba"),
            entry(0xA0, "hibernation"),
            entry(0xA5, "FreeBSD, 386BSD"),
            entry(0xA6, "OpenBSD"),
            entry(0xA7, "NeXTSTEP"),
            entry(0xA9, "NetBSD"),
            entry(0xAF, "HFS or HFS+"),
            entry(0xB7, "BSDI"),
            entry(0xB8, "BSDI swap"),
            entry(0xBE, "Solaris boot"),
            entry(0xBF, "Solaris"),
            entry(0xC1, "DR DOS secured FAT12"),
            entry(0xC4, "DR DOS secured FAT16 up to 32 MB"),
            entry(0xC5, "DR DOS secured extended"),
            entry(0xC6, "DR DOS secured FAT16"),
            entry(0xDB, "Concurrent DOS or CP/M-86"),
            entry(0xDE, "Dell utilities"),
            entry(0xE1, "SpeedStor FAT12"),
            entry(0xE4, "SpeedStor FAT16"),
            entry(0xEB, "BeOS"),
            entry(0xEE, "GPT protective"),
            entry(0xEF, "EFI system"),
            entry(0xF2, "DOS secondary"),
            entry(0xFB, "VMware VMFS"),
            entry(0xFD, "Linux RAID"),
            entry(0xFE, "LANstep or IBM PS/2 IML"),
            entry(0xFF, "XENIX bad block table"));

    private MbrTypes() {}

    static Partition partition(String id, ByteRange range, MasterBootRecord.Entry entry, boolean container) {
        return new Partition(
                id,
                PartitionScheme.MBR,
                range,
                String.format(Locale.ROOT, "%02X", entry.type()),
                NAMES.getOrDefault(entry.type(), ""),
                "",
                entry.active(),
                container);
    }
}
