namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Reads lists that Lambda gives page by page.</summary>
internal static class LambdaPages
{
    /// <summary>What is on all pages, one after the other.</summary>
    /// <param name="aws">The connection.</param>
    /// <param name="ask">Makes the call for the page that a marker begins.</param>
    /// <param name="items">What is on a page.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<List<TItem>> AllAsync<TPage, TItem>(
        AwsConnection aws, Func<string?, IAwsOperation<TPage>> ask, Func<TPage, IEnumerable<TItem>> items, CancellationToken cancel)
        where TPage : ILambdaPage
    {
        List<TItem> all = [];
        string? marker = null;
        do
        {
            var page = await aws.SendAsync(ask(marker), cancel);
            all.AddRange(items(page));
            marker = page.NextMarker;
        }
        while (!string.IsNullOrEmpty(marker));
        return all;
    }
}
