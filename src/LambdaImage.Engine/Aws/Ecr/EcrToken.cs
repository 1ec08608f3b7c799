using System.Text;
using System.Text.Json;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>User, password and end of a registry login that AWS issued. Never printed.</summary>
internal sealed record EcrToken(string UserName, string Password, DateTimeOffset ExpiresAt)
{
    public static EcrToken Read(JsonElement data)
    {
        var login = Encoding.UTF8.GetString(data.GetProperty("authorizationToken").GetBytesFromBase64());
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) throw new JsonException("The authorization token is not user:password.");
        return new(login[..colon], login[(colon + 1)..], AwsJson.Time(data.GetProperty("expiresAt").GetDouble()));
    }

    public override string ToString() => $"token until {ExpiresAt:u}";
}
