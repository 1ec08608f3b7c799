using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Finds logins for the registries that the base images of a build are in, by host, so that nobody has to run <c>docker login</c> first.</summary>
/// <param name="job">The build.</param>
/// <param name="cancel">Stops looking.</param>
/// <returns>Logins by registry host; empty when the CLI's own are enough.</returns>
internal delegate Task<IReadOnlyDictionary<string, RegistryLogin>> FindLogins(BuildJob job, CancellationToken cancel);
