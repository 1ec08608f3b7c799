using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Gets registry logins for Amazon ECR: each is valid for twelve hours and for every registry of the Region that
/// the caller may use.</summary>
internal sealed class EcrLogin(AwsConnection aws)
{
    /// <param name="registry">The registry. Its account is for messages: a login is not bound to it.</param>
    /// <param name="cancel">Stops asking.</param>
    public async Task<RegistryLogin> GetAsync(EcrRegistry registry, CancellationToken cancel)
    {
        var token = await aws.In(registry.Region).SendAsync(new GetAuthorizationToken(registry.Region), cancel);
        return new RegistryLogin(
            token.UserName, token.Password, $"Amazon ECR of account {registry.AccountId} in {registry.Region}", token.ExpiresAt);
    }
}
