namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Downloads that take anybody's word for who they come from.</summary>
internal sealed class CertificatesUnchecked : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Certificates not checked";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var command in subject.Commands)
        {
            var word = command.Name switch
            {
                "curl" => command.Arguments.FirstOrDefault(word => word.Text is "-k" or "--insecure" || (word.Text is ['-', not '-', ..] && word.Text.Contains('k', StringComparison.Ordinal) && word.Text.Skip(1).All(char.IsAsciiLetter))),
                "wget" => command.Arguments.FirstOrDefault(word => word.Text == "--no-check-certificate"),
                "npm" or "yarn" => command.Arguments.FirstOrDefault(word => word.Text is "strict-ssl" && command.Arguments.Any(other => other.Text == "false") || word.Text is "--strict-ssl=false" or "strict-ssl=false"),
                "git" => command.Arguments.FirstOrDefault(word => word.Text.Contains("sslVerify=false", StringComparison.OrdinalIgnoreCase)),
                "apt-get" or "apt" => command.Arguments.FirstOrDefault(word => word.Text is "--allow-unauthenticated" or "--force-yes" or "--allow-insecure-repositories"),
                "dnf" or "yum" or "microdnf" => command.Arguments.FirstOrDefault(word => word.Text == "--nogpgcheck"),
                "apk" => command.Arguments.FirstOrDefault(word => word.Text == "--allow-untrusted"),
                _ when PipCacheLeft.IsInstall(command) => command.Arguments.FirstOrDefault(word => word.Text.StartsWith("--trusted-host", StringComparison.Ordinal)),
                _ => null,
            };
            if (word is not null) yield return subject.Of(command, word, $"With {(word.Text == "strict-ssl" ? "strict-ssl false" : word.Text)} anybody on the way can send something else.", "Remove it; where a company's own authority signs, add its certificate to the image.");
        }
    }
}
