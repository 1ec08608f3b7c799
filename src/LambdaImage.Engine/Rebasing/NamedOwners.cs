using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Rebasing;

/// <summary>Owners that an image gave to files by name. Its layers have their numbers, as the base's lists of users and groups had them; a rebuild would ask
/// the new base's.</summary>
internal static class NamedOwners
{
    private const string ChownFlag = "--chown=";

    /// <summary>The steps that gave files to a name, and to whom: COPY and ADD to whom they say, WORKDIR to the user of that moment.</summary>
    /// <param name="image">The image.</param>
    /// <param name="old">The base it was built on.</param>
    public static IEnumerable<(string Step, string Owner)> Of(IImage image, IImage old)
    {
        var user = old.Config.Config?.User ?? "";
        foreach (var step in ImageRebaser.Steps(image, old))
        {
            var text = ImageRebaser.Instruction(step);
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["USER", var next, ..]) user = next;
            if (step.EmptyLayer) continue;
            var owner = words is ["WORKDIR", ..] ? user
                : words.Skip(1).TakeWhile(word => word.StartsWith("--", StringComparison.Ordinal))
                    .LastOrDefault(word => word.StartsWith(ChownFlag, StringComparison.Ordinal))?[ChownFlag.Length..] ?? "";
            if (owner.Split(':').Any(part => part.Length > 0 && !part.All(char.IsAsciiDigit))) yield return (text, owner);
        }
    }
}
