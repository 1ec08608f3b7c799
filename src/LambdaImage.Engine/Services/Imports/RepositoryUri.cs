using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Takes over a repository that another tool names with its registry in front.</summary>
internal static partial class RepositoryUri
{
    /// <summary>Sets <c>repository.name</c>. The registry is always that of the account and Region that are deployed to, so that one in front is told.</summary>
    /// <param name="tree">Where it goes.</param>
    /// <param name="uri">The name, perhaps with a registry in front, without a tag.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="theirs">Their key.</param>
    public static void Take(ImportTree tree, string uri, ConfigurationPlace place, string theirs)
    {
        var registry = Registry().Match(uri);
        tree.Set(["repository", "name"], uri[registry.Length..].ToLowerInvariant(), place);
        if (registry.Success)
            tree.Gap(theirs, place, $"images go to the registry of the account and Region that are deployed to, whatever {registry.Value.TrimEnd('/')} says", "Give -Region and -ProfileName.", blocks: false);
    }

    [GeneratedRegex(@"^[0-9]{12}\.dkr[.-]ecr[^/]*/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Registry();
}
