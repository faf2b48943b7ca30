package reliquary.profile;

/** A sound card and its resources. */
public record SoundCard(SoundModel model, CardResources resources) {}
