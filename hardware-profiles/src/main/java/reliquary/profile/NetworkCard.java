package reliquary.profile;

/** A network card and its resources. */
public record NetworkCard(NetworkModel model, CardResources resources) {}
