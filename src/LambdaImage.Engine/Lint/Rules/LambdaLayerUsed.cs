using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Lambda layers used as if images had them.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html"/></summary>
internal sealed partial class LambdaLayerUsed : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Lambda layers do not work with images";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var instruction in subject.InImage)
        {
            if (instruction is Transfer transfer && IsArchiveInOpt(transfer) && !IsUnpacked(subject, transfer))
            {
                var archive = transfer.Sources.First(source => source.EndsWith(".zip", StringComparison.OrdinalIgnoreCase));
                yield return subject.Of(transfer, archive, $"{transfer.Keyword} puts a .zip into {transfer.Destination} and nobody unpacks it: Lambda does that for layers, and images have none.",
                    "Unpack it in an earlier stage and copy the files: COPY --from=layer /opt /opt.");
            }
            else if (instruction is Env or Dockerfiles.Label && Arn().Match(subject.Source.StatementOf(instruction).Text) is { Success: true } arn)
            {
                yield return subject.Of(instruction, arn.Value, "This names a Lambda layer, and Lambda refuses layers for functions that are images.",
                    "Copy the layer's files into the image, or use an image of the same extension.");
            }
        }

        foreach (var command in subject.CommandsInImage)
        {
            if (command.Command.Words.FirstOrDefault(word => Arn().IsMatch(word.Text)) is not { } word || command.Command.ToString().Contains("get-layer-version", StringComparison.Ordinal)) continue;
            yield return subject.Of(command, word, "This names a Lambda layer, and Lambda refuses layers for functions that are images.",
                "Fetch it with 'aws lambda get-layer-version' in an earlier stage, unpack it and copy its files to /opt.");
        }
    }

    private static bool IsArchiveInOpt(Transfer transfer) =>
        (transfer.Destination == "/opt" || transfer.Destination.StartsWith("/opt/", StringComparison.Ordinal))
        && transfer.Sources.Any(source => source.EndsWith(".zip", StringComparison.OrdinalIgnoreCase));

    private static bool IsUnpacked(LintSubject subject, Transfer transfer) => transfer is Add { Unpack: true }
        || subject.CommandsInImage.Any(command => command.Run.Lines.First > transfer.Lines.First && command.Name is "unzip" or "bsdtar" or "7z" or "jar" or "python3" or "python");

    [GeneratedRegex(@"arn:aws[a-z-]*:lambda:[a-z0-9-]*:[0-9]{12}:layer:[A-Za-z0-9_-]+(?::[0-9]+)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Arn();
}
