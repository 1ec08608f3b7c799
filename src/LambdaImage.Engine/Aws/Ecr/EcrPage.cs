using System.Text.Json;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="NextToken">Where the next one begins; null or empty: there is none.</param>
/// <param name="WasSeen">Whether the list could be looked at.</param>
internal sealed record EcrPage<T>(IReadOnlyList<T> Items, string? NextToken, bool WasSeen = true)
{
    /// <summary>A list that may not be looked at.</summary>
    public static readonly EcrPage<T> Unseen = new([], NextToken: null, WasSeen: false);

    public static EcrPage<T> Of(JsonElement reply, string member) => new(
        reply.TryGetProperty(member, out var items) ? AwsJson.Read<IReadOnlyList<T>>(items) : [],
        reply.TryGetProperty("nextToken", out var token) ? token.GetString() : null);

    /// <summary>All pages, one after the other.</summary>
    /// <param name="read">Reads the page that a token begins.</param>
    public static async Task<EcrPage<T>> AllAsync(Func<string?, Task<EcrPage<T>>> read)
    {
        List<T> items = [];
        string? token = null;
        do
        {
            var page = await read(token);
            if (!page.WasSeen) return Unseen;
            items.AddRange(page.Items);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return new(items, NextToken: null);
    }
}
