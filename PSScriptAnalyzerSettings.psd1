@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # Here a cmdlet's verb may be Build or Deploy: both are approved in PowerShell 7, and the analyzer knows them only there.
        'PSUseApprovedVerbs'
        # PowerShell 7 reads UTF-8 without a byte order mark.
        'PSUseBOMForUnicodeEncodedFile'
        # Pester shares variables between blocks in a way the analyzer cannot see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Set-DefaultAWSRegion and Set-AWSCredential leave global variables; tests must do as they do.
        'PSAvoidGlobalVars'
    )
    Rules        = @{
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
        PSUseConsistentWhitespace = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
        PSPlaceOpenBrace = @{ Enable = $true; OnSameLine = $true; IgnoreOneLineBlock = $true }
    }
}
