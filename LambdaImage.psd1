@{
    RootModule           = 'LambdaImage.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '0a6e3f0c-6f6b-4d6c-9c1e-3b8b8b1f7d52'
    Author               = 'The LambdaImage authors'
    CompanyName          = 'LambdaImage'
    Copyright            = '(c) 2026 The LambdaImage authors'
    Description          = 'Turns a project folder into an AWS Lambda container image, pushes it to Amazon ECR and points a function at its digest. Builds without Docker where the Dockerfile allows it.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('LambdaImage.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Build-LambdaImage'
        'Clear-LambdaImageCache'
        'Clear-LambdaImageRepository'
        'Compare-LambdaFunctionImage'
        'Compare-LambdaImage'
        'Copy-LambdaImage'
        'Deploy-LambdaImage'
        'Export-LambdaImage'
        'Get-LambdaFunctionImage'
        'Get-LambdaFunctionRelease'
        'Get-LambdaProject'
        'Import-LambdaImage'
        'Import-LambdaImageConfiguration'
        'Invoke-LambdaImage'
        'Measure-LambdaImage'
        'New-LambdaDockerfile'
        'New-LambdaImageSbom'
        'Publish-LambdaImage'
        'Remove-LambdaFunctionImage'
        'Restore-LambdaFunctionImage'
        'Test-LambdaDockerfile'
        'Test-LambdaImageScan'
        'Update-LambdaFunctionImage'
        'Update-LambdaImageBase'
    )
    PrivateData          = @{
        PSData = @{
            Tags                     = @('AWS', 'Lambda', 'ECR', 'Container', 'Docker', 'OCI', 'Image', 'Serverless', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ProjectUri               = 'https://github.com/LambdaImage/LambdaImage'
            LicenseUri               = 'https://github.com/LambdaImage/LambdaImage/blob/main/LICENSE'
            ReleaseNotes             = 'https://github.com/LambdaImage/LambdaImage/blob/main/CHANGELOG.md'
            RequireLicenseAcceptance = $false
        }
    }
}
