package reliquary.profile;

/** A SCSI host adapter and its resources. */
public record ScsiAdapter(ScsiModel model, CardResources resources) {}
