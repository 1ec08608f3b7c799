using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Lint.Reports;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to write findings down for another program.</summary>
internal static class LintReportPlanner
{
    public static Plan<LintReportFile> Plan(LintReportRequest request)
    {
        var format = request.Format ?? LintReport.FormatOf(request.Path);
        var result = new LintReportFile { Path = request.Path, Format = format, Text = LintReport.Write(request.Reports, format, request.Root) };
        if (request.Path is not { } path) return Plan<LintReportFile>.Of("report", $"Write {format}", result);
        var count = request.Reports.Sum(report => report.Findings.Count);
        return new Plan<LintReportFile>(path, $"Write {count} {(count == 1 ? "finding" : "findings")} as {format}", async (_, cancel) =>
        {
            await WriteAsync(path, result.Text, cancel);
            return result;
        })
        {
            Preview = result,
        };
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        var half = path + ".part";
        try
        {
            await File.WriteAllTextAsync(half, text, cancel);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw LintErrors.ReportNotWritable(path, problem);
        }
        finally
        {
            if (File.Exists(half)) File.Delete(half);
        }
    }
}
