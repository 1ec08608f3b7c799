using System.Globalization;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>More files than an image may hold, before anything is installed.</summary>
internal sealed class ImageTooLarge : ILintRule
{
    /// <summary>Uncompressed, with all layers. <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-reqs"/></summary>
    public const long Limit = 10L * 1024 * 1024 * 1024;

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "More than 10 GB";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Context is not { } context) yield break;
        long total = 0;
        foreach (var transfer in subject.InImage.OfType<Transfer>().Where(transfer => transfer is not Copy { From: not null }))
        {
            var size = transfer.Sources.Where(source => !source.Contains('$', StringComparison.Ordinal))
                .SelectMany(source => context.Match(transfer, source) ?? []).SelectMany(path => context.Sent.Find(path)?.Walk() ?? [])
                .Where(node => node.Kind == EntryKind.File).Sum(node => node.Entry.Content?.Length ?? 0);
            total += size;
            if (total <= Limit) continue;
            var gigabytes = (total / 1024d / 1024 / 1024).ToString("0.0", CultureInfo.InvariantCulture);
            yield return subject.Of(transfer, $"With this {transfer.Keyword} the image has {gigabytes} GB of files of the build context alone, and Lambda takes 10 GB in all, uncompressed.",
                "Leave out what the function does not read with .dockerignore, and keep data in Amazon S3 or Amazon EFS.");
            yield break;
        }
    }
}
