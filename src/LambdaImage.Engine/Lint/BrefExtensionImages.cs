using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Lint;

/// <summary>Finds where an image takes PHP extensions from Bref's images of them.
/// <see href="https://github.com/brefphp/extra-php-extensions"/></summary>
internal static class BrefExtensionImages
{
    public static IEnumerable<(Copy Copy, BrefName Name)> In(LintSubject subject)
    {
        foreach (var copy in subject.InImage.OfType<Copy>())
        {
            if (copy.From is { } from && ImageReference.TryParse(from) is { } reference && BrefName.Of(reference) is { Extension: not null } name) yield return (copy, name);
        }
    }
}
