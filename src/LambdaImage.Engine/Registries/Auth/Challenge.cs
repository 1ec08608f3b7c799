namespace LambdaImage.Engine.Registries.Auth;

/// <summary>One way of logging in that a registry offers in <c>WWW-Authenticate</c>.
/// <see href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1"/></summary>
/// <param name="Scheme">Name of the scheme as sent, <c>Bearer</c> or <c>Basic</c>.</param>
/// <param name="Parameters">Its parameters; names in any case.</param>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public bool IsBearer => Is("Bearer") && Parameters.ContainsKey("realm");

    public bool IsBasic => Is("Basic");

    public string? Get(string parameter) => Parameters.GetValueOrDefault(parameter);

    /// <summary>The challenge to answer: a token is better than sending the password with every request.</summary>
    public static Challenge? Choose(HttpResponseMessage answer)
    {
        var offered = answer.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values)
            ? values.SelectMany(ChallengeReader.Read).ToList() : [];
        return offered.Find(each => each.IsBearer) ?? offered.Find(each => each.IsBasic);
    }

    private bool Is(string scheme) => string.Equals(Scheme, scheme, StringComparison.OrdinalIgnoreCase);
}
