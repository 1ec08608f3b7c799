namespace LambdaImage.Engine.Registries.Auth;

/// <summary>A token for some scopes. Never printed.</summary>
/// <param name="Value">The token.</param>
/// <param name="StaleAt">From here on it is not used to begin a long upload, half-way through its life.</param>
/// <param name="RenewAt">From here on it is not used at all, shortly before its end.</param>
internal sealed record BearerToken(string Value, DateTimeOffset StaleAt, DateTimeOffset RenewAt)
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    /// <summary>Places the marks. They count from now by our own clock, because the issuer's may differ.</summary>
    public static BearerToken Lasting(TimeSpan lifetime, string value, DateTimeOffset now)
    {
        var margin = lifetime / 4 < LongestMargin ? lifetime / 4 : LongestMargin;
        return new BearerToken(value, now + (lifetime / 2), now + lifetime - margin);
    }

    public bool IsUsable(DateTimeOffset now, bool forLongUpload) => now < (forLongUpload ? StaleAt : RenewAt);

    public override string ToString() => "bearer token";
}
