using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>The order in which logins are looked for: first that which was said most deliberately.</summary>
internal static class CredentialOrder
{
    /// <param name="given">A login the user gave for one registry; null: none.</param>
    /// <param name="getEcrLogin">Calls GetAuthorizationToken; answers null where there are no AWS credentials at
    /// all.</param>
    /// <param name="environment">Says where Docker's and Podman's files are.</param>
    /// <param name="processes">Runs credential helpers.</param>
    /// <param name="clock">Says when an ECR login is old.</param>
    public static IReadOnlyList<IRegistryCredentials> Standard(
        ExplicitCredentials? given,
        Func<EcrRegistry, CancellationToken, Task<RegistryLogin?>> getEcrLogin,
        IEnvironment environment,
        IProcessRunner processes,
        TimeProvider clock)
    {
        var files = new DockerConfigFiles(environment);
        return
        [
            .. given is null ? Array.Empty<IRegistryCredentials>() : [given],
            // Before Docker's files: the ECR login that is stored there has usually expired.
            new EcrCredentials(getEcrLogin, clock),
            // Before the files as well, as in Docker: what a file holds besides naming a helper is left over.
            new CredentialHelperCredentials(files, processes),
            new DockerConfigCredentials(files),
        ];
    }
}
