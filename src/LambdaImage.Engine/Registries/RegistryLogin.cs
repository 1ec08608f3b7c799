namespace LambdaImage.Engine.Registries;

/// <summary>A login for one registry. Never printed.</summary>
/// <param name="UserName">User, <c>AWS</c> for Amazon ECR.</param>
/// <param name="Password">Password or token.</param>
/// <param name="Source">Where it was found, for the log.</param>
/// <param name="ExpiresAt">When it ends; null when unknown.</param>
/// <param name="IsIdentityToken">Whether the password is an OAuth2 refresh token.</param>
internal sealed record RegistryLogin(
    string UserName, string Password, string Source, DateTimeOffset? ExpiresAt = null, bool IsIdentityToken = false)
{
    public override string ToString() => $"login of {UserName} from {Source}";
}
