namespace LambdaImage;

/// <summary>Forms in which findings are handed to other programs.</summary>
public enum LintReportFormat
{
    /// <summary>One line for each finding, as compilers write them.</summary>
    Text,

    /// <summary>SARIF 2.1.0, which code-scanning services show beside the lines.</summary>
    Sarif,

    /// <summary>JUnit's XML, which every CI server shows as tests.</summary>
    JUnit,
}
