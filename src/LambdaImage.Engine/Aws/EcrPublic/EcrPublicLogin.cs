using System.Diagnostics.CodeAnalysis;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Aws.EcrPublic;

/// <summary>Gets a registry login for public.ecr.aws where AWS credentials allow it. Without one pulls are anonymous:
/// slower, but possible.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class EcrPublicLogin(AwsConnection aws, IWorkReporter reporter)
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private Task<RegistryLogin?>? _login;

    /// <returns>The login; null: be anonymous.</returns>
    public async Task<RegistryLogin?> FindAsync(CancellationToken cancel)
    {
        await _once.WaitAsync(cancel);
        try
        {
            if (_login is not { IsCompletedSuccessfully: true }) _login = AskAsync(cancel);
            return await _login;
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<RegistryLogin?> AskAsync(CancellationToken cancel)
    {
        try
        {
            var token = await aws.SendAsync(new GetAuthorizationToken(), cancel);
            return new RegistryLogin(token.UserName, token.Password, "Amazon ECR Public", token.ExpiresAt);
        }
        catch (LambdaImageException e)
        {
            reporter.Log(LogLevel.Verbose, $"public.ecr.aws is used anonymously: {e.Message}");
            return null;
        }
    }
}
