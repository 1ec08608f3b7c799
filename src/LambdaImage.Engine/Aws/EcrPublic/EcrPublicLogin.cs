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
            var kept = _login is { IsCompletedSuccessfully: true } known ? known : _login = AskAsync(cancel);
            return await kept;
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Forgets a login that the registry refused, so that the next one is asked for.</summary>
    /// <param name="login">The login; others are ignored.</param>
    public void Reject(RegistryLogin login)
    {
        if (_login is { IsCompletedSuccessfully: true } kept && ReferenceEquals(kept.Result, login))
            _ = Interlocked.CompareExchange(ref _login, null, kept);
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
